using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Accelerated.Cli.Output;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>The rows of a Parquet file, one row group in memory at a time.</summary>
internal sealed class ParquetTable(Stream file, string name) : ITable
{
    private static readonly JsonSerializerOptions Lists = new() { Converters = { new CharactersConverter() } };

    private ParquetSchema? _schema;
    private IReadOnlyList<IReadOnlyDictionary<string, object>> _rows = [];
    private int _groups;
    private int _group;
    private int _row;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <inheritdoc/>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellation)
    {
        await ReadAsync(async () =>
        {
            var reader = await ParquetReader.CreateAsync(file, null, leaveStreamOpen: true, cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                _schema = reader.Schema;
                _groups = reader.RowGroupCount;
            }
        }).ConfigureAwait(false);
        Columns = [.. _schema!.Fields.Select(field => field.Name)];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        while (_row == _rows.Count)
        {
            if (_group == _groups)
            {
                return false;
            }

            await ReadAsync(async () =>
            {
                file.Position = 0;
                var read = await ParquetSerializer.DeserializeUntypedAsync(file, null, _group, cancellation).ConfigureAwait(false);
                _rows = [.. read.Data];
            }).ConfigureAwait(false);
            _group++;
            _row = 0;
        }

        _row++;
        Number++;
        return true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string?> Cells() =>
        [.. Columns.Select(column => _rows[_row - 1].TryGetValue(column, out var value) ? Text(value) : null)];

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private async ValueTask ReadAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // A damaged file makes the library fail in many ways, none of which is an error of the tool.
            throw new ToolException(
                $"'{ShownText.Item(name)}' cannot be read as Parquet: {e.Message.TrimEnd('.')}. Check that it is whole.", e);
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        IFormattable number and not System.Collections.IEnumerable => number.ToString(null, CultureInfo.InvariantCulture),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => JsonSerializer.Serialize(value, value.GetType(), Lists),
    };

    // The library's texts in lists.
    private sealed class CharactersConverter : JsonConverter<ReadOnlyMemory<char>>
    {
        public override ReadOnlyMemory<char> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString().AsMemory();

        public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<char> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Span);
    }
}
