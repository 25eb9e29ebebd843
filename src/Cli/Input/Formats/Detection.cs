using System.Text;
using System.Text.Json;
using Accelerated.Cli.Input.Formats.Json;
using Accelerated.Cli.Input.Formats.Text;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Input.Streams;
using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Tells an input's format by its beginning, and opens its reader.</summary>
internal sealed class Detection(HeadStream text, string name, InputSettings settings, InputNotes notes)
{
    private const int FarEnough = 1 << 16; // bytes of text

    private readonly IReadOnlyList<InputFormat> _formats = settings.Format is { } forced ? [forced] : InputFormats.All();
    private readonly JsonHead _head = new(text, settings.LongestRecord);

    /// <summary>What was found, for a message; null for lines of the tool's own.</summary>
    public string? Found { get; private set; }

    /// <summary>Opens the reader.</summary>
    /// <exception cref="ToolException">The format cannot be told.</exception>
    public async ValueTask<IRecordReader> OpenAsync(CancellationToken cancellation)
    {
        foreach (var lists in _formats.OfType<AnswerLists>())
        {
            lists.Gold = settings.Gold?.Root;
        }

        await _head.OpenAsync(cancellation).ConfigureAwait(false);
        if (settings.Lines is not null && settings.Format is null or PlainLines)
        {
            return Open(_formats.OfType<PlainLines>().First());
        }

        if (settings.Format is TextFormat format)
        {
            return Open(format);
        }

        if (settings.Format is not null and not JsonShape)
        {
            throw new OptionException("format", $"'{ShownText.Item(name)}' cannot be read as {settings.Format.Name}. Leave --format out.");
        }

        return _head.First switch
        {
            (byte)'{' => await ObjectAsync(cancellation).ConfigureAwait(false),
            (byte)'[' => await ArrayAsync(cancellation).ConfigureAwait(false),
            0 => Lines(null),
            _ when settings.Format is not null => Lines(null),
            _ => await TextAsync(cancellation).ConfigureAwait(false),
        };
    }

    private IEnumerable<JsonShape> Shapes =>
        _formats.OfType<JsonShape>().Where(shape => settings.Format is not null || (shape.Use & settings.Use) != 0);

    private async ValueTask<IRecordReader> ObjectAsync(CancellationToken cancellation)
    {
        var end = await _head.LineEndAsync(cancellation).ConfigureAwait(false);
        var isLine = _head.EndsBefore(end);
        if (!isLine && (_head.LengthTo(end) > settings.LongestRecord || _head.IsObjectAfter(end)))
        {
            return Lines(null); // the first line is too long, or broken where the second is a record
        }

        var properties = _head.Properties();
        foreach (var document in Shapes)
        {
            if (document.List(properties) is { } list)
            {
                return Document(document, list, "");
            }
        }

        var first = await _head.ValueAsync(inside: false, cancellation).ConfigureAwait(false);
        return isLine ? Lines(Telling(first)) : Document(ShapeOf(first), null, "a JSON document, ");
    }

    // The first of a few lines that is of a known kind: the very first may be an error.
    private JsonElement? Telling(JsonElement? first) => first is { } some && Shapes.Any(shape => Matches(shape, some))
        ? first
        : FirstLines(keepsLast: true).Select(line => JsonHead.Parsed(Encoding.UTF8.GetBytes(line)))
            .FirstOrDefault(record => record is { } found && Shapes.Any(shape => Matches(shape, found))) ?? first;

    private async ValueTask<IRecordReader> ArrayAsync(CancellationToken cancellation)
    {
        var end = await _head.LineEndAsync(cancellation).ConfigureAwait(false);
        var isLine = _head.EndsBefore(end);
        if (isLine && await _head.AfterAsync(end, cancellation).ConfigureAwait(false) is (byte)'{' or (byte)'[')
        {
            return Lines(await _head.ValueAsync(inside: false, cancellation).ConfigureAwait(false));
        }

        // Completions of one prompt come as an array, which is one record then; records of other kinds in an array are many.
        if (await _head.ValueAsync(inside: true, cancellation).ConfigureAwait(false) is not { } element)
        {
            return Document(InputFormats.Own, [], "a JSON array, ");
        }

        var isText = element.ValueKind is JsonValueKind.String or JsonValueKind.Number;
        var shape = isText ? settings.Format as JsonShape ?? Shapes.OfType<AnswerLists>().FirstOrDefault() : ShapeOf(element);
        var isOne = shape is not null && (isText || (shape.IsPart && element.ValueKind == JsonValueKind.Object));
        return isOne ? Document(shape!, null, "") : Document(shape ?? InputFormats.Own, [], "a JSON array, ");
    }

    private async ValueTask<IRecordReader> TextAsync(CancellationToken cancellation)
    {
        while (FirstLines().Count < 3 && text.Head.Length < FarEnough && await text.LookAsync(cancellation).ConfigureAwait(false))
        {
        }

        var lines = FirstLines();
        if (lines.Count == 0 || lines.Any(line => line.StartsWith('{')))
        {
            return Lines(null);
        }

        var format = _formats.OfType<TextFormat>().FirstOrDefault(format => format.Matches(lines, settings));
        return format is not null ? Open(format) : throw new ToolException(
            $"Cannot tell the format of {name}: it starts with '{ShownText.Item(lines[0])}', "
            + "which is neither JSON nor a table with known columns. "
            + "For plain lines give --lines N, the number of candidates for each source; "
            + "for other text --format NAME, or name columns with --candidates, --gold and --id.");
    }

    // Whole lines, unless there is only one; or with the last, which may go on.
    private List<string> FirstLines(bool keepsLast = false)
    {
        var head = Encoding.UTF8.GetString(text.Head.Span[..Math.Min(text.Head.Length, FarEnough)]);
        var lines = head.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (!keepsLast && !text.IsWhole && lines.Count > 1)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return [.. lines.SkipWhile(string.IsNullOrWhiteSpace).Take(8)];
    }

    private JsonShape ShapeOf(JsonElement? record) => settings.Format as JsonShape
        ?? (record is { } some ? Shapes.FirstOrDefault(shape => Matches(shape, some)) : null)
        ?? InputFormats.Own;

    private static bool Matches(JsonShape shape, JsonElement record)
    {
        try
        {
            return shape.Matches(record);
        }
        catch (InvalidOperationException)
        {
            return false; // a name with half of a surrogate pair
        }
    }

    private IRecordReader Open(TextFormat format)
    {
        Found = format.Name;
        return format.Open(text, name, settings, notes);
    }

    private IRecordReader Lines(JsonElement? first)
    {
        var shape = ShapeOf(first);
        var lines = new LineReader(text, settings.LongestRecord);
        if (shape is OwnRecord && !settings.MapsFields)
        {
            return lines;
        }

        Found = shape is OwnRecord ? null : shape.Name;
        return Mapped(lines, shape);
    }

    private IRecordReader Document(JsonShape shape, string[]? list, string container)
    {
        notes.Unit = "record";
        Found = container + shape.Name;
        var values = new JsonValuesReader(text, list, name, settings.LongestRecord);
        return shape is OwnRecord && !settings.MapsFields ? values : Mapped(values, shape);
    }

    private IRecordReader Mapped(IRecordReader records, JsonShape shape)
    {
        notes.IsMapped = shape.Use.HasFlag(InputUse.Problems) ? shape is not OwnRecord || settings.MapsFields : settings.Gold is not null;
        var mapped = new MappedReader(records, shape, settings, notes);
        return shape.Merges && settings.Id is null ? new MergedReader(mapped) : mapped;
    }
}
