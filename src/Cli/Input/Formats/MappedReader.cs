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
    public ReadOnlyMemory<byte>? Content()
    {
        try
        {
            return Record() is { } record ? _bytes.Of(record) : default(ReadOnlyMemory<byte>?);
        }
        catch (InvalidOperationException)
        {
            throw HalfSurrogate();
        }
    }

    /// <summary>The current record; null if there is nothing in it, or it repeats another.</summary>
    /// <exception cref="BadLineException">The record cannot be used.</exception>
    public MappedRecord? Record()
    {
        if (records.Content() is not { } content)
        {
            return null;
        }

        try
        {
            return Map(content);
        }
        catch (InvalidOperationException)
        {
            throw HalfSurrogate();
        }
    }

    private static BadLineException HalfSurrogate() =>
        new("a text has half of a surrogate pair, such as \\ud83d; correct it, or leave the record out");

    private MappedRecord? Map(ReadOnlyMemory<byte> content)
    {
        RequireValid(content.Span);
        var document = JsonDocument.Parse(shape.Merges ? content.ToArray() : content); // merged records outlive the buffer
        var record = new MappedRecord();
        if (!shape.Map(document.RootElement, record))
        {
            notes.Repeated++;
            return null;
        }

        FieldMap.Apply(settings, document.RootElement, record);
        if (record.Golds.Count == 0 && shape is not OwnRecord && settings.Gold is null)
        {
            record.Golds.AddRange(AnswerLists.AnswersOf(document.RootElement.Get("gold")));
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
