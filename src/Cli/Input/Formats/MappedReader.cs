using System.Text.Json;
using Accelerated.Cli.Input.Formats.Json;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Reads JSON records of another format as the tool's own.</summary>
internal sealed class MappedReader(IRecordReader records, JsonShape shape, InputSettings settings, InputNotes notes)
    : IRecordReader, IDisposable
{
    private readonly RecordBytes _bytes = new();

    /// <inheritdoc/>
    public long Number => records.Number;

    /// <inheritdoc/>
    public ValueTask<bool> NextAsync(CancellationToken cancellation) => records.NextAsync(cancellation);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() =>
        Read(root => Map(root) is { } record ? _bytes.Of(record) : default(ReadOnlyMemory<byte>?));

    /// <summary>The current record, which outlives the next; null if there is nothing in it, or it repeats another.</summary>
    /// <exception cref="BadLineException">The record cannot be used.</exception>
    public MappedRecord? Record() => Read(root => Map(root.Clone()));

    private T? Read<T>(Func<JsonElement, T?> read)
    {
        if (records.Content() is not { } content)
        {
            return default;
        }

        try
        {
            RequireValid(content.Span);
            using var document = JsonDocument.Parse(content);
            return read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            throw new BadLineException("a text has half of a surrogate pair, such as \\ud83d; correct it, or leave the record out");
        }
    }

    private MappedRecord? Map(JsonElement root)
    {
        var record = new MappedRecord();
        if (!shape.Map(root, record))
        {
            notes.Repeated++;
            return null;
        }

        record.Unused.ForEach(notes.IgnoreSetting);
        FieldMap.Apply(settings, root, record);
        if (record.Golds.Count == 0 && shape is not OwnRecord && settings.Gold is null)
        {
            record.Golds.AddRange(AnswerLists.AnswersOf(root.Get("gold")));
            record.Others.RemoveAll(other => other.Name == "gold");
        }

        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private void RequireValid(ReadOnlySpan<byte> content)
    {
        var json = new JsonLine(content, notes);
        json.Read();
        json.Skip();
        json.End();
    }
}
