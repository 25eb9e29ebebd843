using System.Text.Json;
using Accelerated.Cli.Input.Streams;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Looks at the beginning of a JSON input, no further than needed.</summary>
internal sealed class JsonHead(HeadStream text, int longest)
{
    private const int FarEnough = 1 << 20;

    private int _start;

    /// <summary>The first byte but white space; 0 if there is none.</summary>
    public byte First => _start < text.Head.Length ? text.Head.Span[_start] : (byte)0;

    /// <summary>Moves to the first byte but white space.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellation)
    {
        do
        {
            _start = Next(_start);
        }
        while (_start == text.Head.Length && await text.LookAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>The first line's end, or that of what can be looked at.</summary>
    public async ValueTask<int> LineEndAsync(CancellationToken cancellation)
    {
        for (var from = _start; ;)
        {
            var end = text.Head.Span[from..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                return from + end;
            }

            from = text.Head.Length;
            if (from - _start > (First == '[' ? FarEnough : longest)
                || !await text.LookAsync(cancellation).ConfigureAwait(false))
            {
                return from;
            }
        }
    }

    /// <summary>The first value; null if there is none.</summary>
    /// <param name="inside">Whether it is the first value of the array that starts here.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async ValueTask<JsonElement?> ValueAsync(bool inside, CancellationToken cancellation)
    {
        var from = _start;
        if (inside)
        {
            from++;
            while ((from = Next(from)) == text.Head.Length && await text.LookAsync(cancellation).ConfigureAwait(false))
            {
            }
        }

        var scan = default(JsonScan);
        for (var scanned = from; ;)
        {
            var end = scan.Advance(text.Head.Span[scanned..]);
            if (end >= 0)
            {
                return Parsed(text.Head[from..(scanned + end)]);
            }

            scanned = text.Head.Length;
            if (scanned - from > longest || !await text.LookAsync(cancellation).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    /// <summary>Number of bytes from the first value's start to an offset.</summary>
    public int LengthTo(int end) => end - _start;

    /// <summary>Whether the first value ends before an offset.</summary>
    public bool EndsBefore(int end) => default(JsonScan).Advance(text.Head.Span[_start..end]) >= 0;

    /// <summary>The first byte but white space after an offset; 0 at the end.</summary>
    public async ValueTask<byte> AfterAsync(int end, CancellationToken cancellation)
    {
        while ((end = Next(end)) == text.Head.Length && await text.LookAsync(cancellation).ConfigureAwait(false))
        {
        }

        return end < text.Head.Length ? text.Head.Span[end] : (byte)0;
    }

    /// <summary>Whether the line after an offset is a whole object, which lines inside a larger value at its margin are not.</summary>
    public bool IsObjectAfter(int end)
    {
        var rest = text.Head[Math.Min(end + 1, text.Head.Length)..];
        var next = rest.Span.IndexOf((byte)'\n');
        rest = next < 0 ? rest : rest[..next];
        return rest.Span.StartsWith("{"u8) && Parsed(rest) is not null;
    }

    /// <summary>The names of the properties at the root, and of those one level below as <c>a.b</c>, as far as was looked.</summary>
    public IReadOnlySet<string> Properties()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(text.Head.Span[_start..], isFinalBlock: false, default);
        var parent = "";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
                {
                    continue;
                }

                var name = reader.GetString()!;
                parent = reader.CurrentDepth == 1 ? name : parent;
                names.Add(reader.CurrentDepth == 1 ? name : $"{parent}.{name}");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return names; // what comes before the error is enough, and reading reports the error
        }

        return names;
    }

    /// <summary>The value of a text, which stays the text's; null if it is not JSON.</summary>
    public static JsonElement? Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private int Next(int from)
    {
        var next = text.Head.Span[from..].IndexOfAnyExcept(" \t\r\n"u8);
        return next < 0 ? text.Head.Length : from + next;
    }
}
