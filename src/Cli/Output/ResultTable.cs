using System.Buffers;
using System.Text;
using System.Text.Json;
using Accelerated.Metrics;
using Parquet;
using Parquet.Schema;

namespace Accelerated.Cli.Output;

/// <summary>Results as rows of a table: the scalar properties of each line of JSON, under fixed columns.</summary>
/// <param name="columns">Names of the properties, and whether each is a number.</param>
/// <param name="isParquet">Whether to write Parquet, which holds all rows until the end, instead of CSV.</param>
internal sealed class ResultTable(IReadOnlyList<(string Name, bool IsNumber)> columns, bool isParquet)
{
    private readonly List<string?>[] _texts = [.. columns.Select(_ => new List<string?>())];
    private readonly List<double?>[] _numbers = [.. columns.Select(_ => new List<double?>())];
    private bool _hasHeader;

    /// <summary>The table of a format; null for lines of JSON.</summary>
    /// <exception cref="OptionException">The format is unknown.</exception>
    public static ResultTable? Of(string format, IReadOnlyList<(string Name, bool IsNumber)> columns) => format switch
    {
        "jsonl" => null,
        "csv" => new ResultTable(columns, isParquet: false),
        "parquet" => new ResultTable(columns, isParquet: true),
        _ => throw new OptionException(
            "output-format", $"Invalid value '{format}' for --output-format: expected one of jsonl, csv, parquet."),
    };

    /// <summary>Adds one line of JSON, and writes it to <paramref name="target"/> if the format allows that.</summary>
    public void Add(ReadOnlySpan<byte> line, IBufferWriter<byte> target)
    {
        var reader = new Utf8JsonReader(line);
        using var document = JsonDocument.ParseValue(ref reader);
        if (!isParquet)
        {
            WriteCsv(document.RootElement, target);
            return;
        }

        for (var i = 0; i < columns.Count; i++)
        {
            var value = document.RootElement.TryGetProperty(columns[i].Name, out var found) ? found : default;
            _texts[i].Add(Text(value));
            _numbers[i].Add(value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null);
        }
    }

    /// <summary>The bytes that end the table.</summary>
    public async ValueTask<byte[]> EndAsync()
    {
        if (!isParquet)
        {
            return _hasHeader ? [] : Header();
        }

        var schema = new ParquetSchema(columns.Select(column =>
            column.IsNumber ? new DataField<double?>(column.Name) : (Field)new DataField<string>(column.Name)));
        using var file = new MemoryStream();
        var writer = await ParquetWriter.CreateAsync(schema, file).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < columns.Count; i++)
            {
                var field = schema.DataFields[i];
                if (columns[i].IsNumber)
                {
                    await group.WriteAsync<double>(field, _numbers[i].ToArray()).ConfigureAwait(false);
                }
                else
                {
                    await group.WriteAsync(field, _texts[i]).ConfigureAwait(false);
                }
            }
        }

        return file.ToArray();
    }

    private void WriteCsv(JsonElement line, IBufferWriter<byte> target)
    {
        if (!_hasHeader)
        {
            target.Write(Header());
        }

        var cells = columns.Select(column => Quoted(line.TryGetProperty(column.Name, out var value) ? Text(value) : null));
        target.Write(Encoding.UTF8.GetBytes(string.Join(',', cells) + "\n"));
    }

    private byte[] Header()
    {
        _hasHeader = true;
        return Encoding.UTF8.GetBytes(string.Join(',', columns.Select(column => column.Name)) + "\n");
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string Quoted(string? cell) => cell is null ? ""
        : cell.Length == 0 || cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
