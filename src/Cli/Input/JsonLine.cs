using System.Globalization;
using System.Text.Json;

namespace Accelerated.Cli.Input;

/// <summary>Reads the values of a line of JSON, and names the path of each value of another type than expected.</summary>
internal ref struct JsonLine
{
    private Utf8JsonReader _reader;
    private readonly ReadOnlySpan<byte> _line;

    public JsonLine(ReadOnlySpan<byte> line)
    {
        _line = line;
        _reader = new Utf8JsonReader(line);
    }

    /// <summary>Lone surrogates replaced so far.</summary>
    public long Replaced;

    public readonly JsonTokenType Token => _reader.TokenType;

    public void Read()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException e)
        {
            throw new BadLineException(Reason(e));
        }
    }

    /// <summary>Fails if anything but white space follows the value.</summary>
    public void End()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException e)
        {
            throw new BadLineException(Reason(e));
        }
    }

    public void Skip()
    {
        try
        {
            _reader.Skip();
        }
        catch (JsonException e)
        {
            throw new BadLineException(Reason(e));
        }
    }

    /// <summary>Moves to the next property of an object; null at its end. Then the reader is at the value.</summary>
    public string? NextProperty()
    {
        Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = JsonText.Read(ref _reader, ref Replaced);
        Read();
        return name;
    }

    public string Text(string path) => _reader.TokenType == JsonTokenType.String
        ? JsonText.Read(ref _reader, ref Replaced)
        : throw Unexpected(path, "a string");

    /// <summary>An id: a string, or a number as written.</summary>
    public string Id() => _reader.TokenType == JsonTokenType.Number
        ? System.Text.Encoding.UTF8.GetString(_reader.ValueSpan)
        : _reader.TokenType == JsonTokenType.String
            ? JsonText.Read(ref _reader, ref Replaced)
            : throw Unexpected("'id'", "a string or a number");

    /// <summary>A number; JSON has no non-finite ones, so those are the strings "-inf", "inf" and "nan".</summary>
    public double Number(string path)
    {
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetDouble(out var number))
        {
            return number;
        }

        return _reader.TokenType != JsonTokenType.String
            ? throw Unexpected(path, "a number")
            : JsonText.Read(ref _reader, ref Replaced).ToLowerInvariant() switch
            {
                "-inf" or "-infinity" => double.NegativeInfinity,
                "inf" or "infinity" => double.PositiveInfinity,
                "nan" => double.NaN,
                var text => throw new BadLineException($"{path} is the string '{text}'; it must be a number, or \"-inf\""),
            };
    }

    public int WholeNumber(string path) => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out var number)
        ? number
        : throw Unexpected(path, "a 32-bit integer");

    public void RequireObject(string path, string expected)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected(path, expected);
        }
    }

    /// <summary>Moves to the next element of an array; false at its end.</summary>
    public bool NextElement()
    {
        Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    public void RequireArray(string path, string expected)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(path, expected);
        }
    }

    public readonly BadLineException Unexpected(string path, string expected) => new($"{path} is {Kind()}; it must be {expected}");

    private readonly string Kind() => _reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Number =>
            string.Create(CultureInfo.InvariantCulture, $"the number {System.Text.Encoding.UTF8.GetString(_reader.ValueSpan)}"),
        JsonTokenType.String => "a string",
        JsonTokenType.StartArray => "an array",
        _ => "an object",
    };

    private readonly string Reason(JsonException e)
    {
        var at = (int)Math.Clamp(e.BytePositionInLine ?? 0, 0, _line.Length);
        var rest = _line[at..];
        return rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8) || rest.StartsWith("I"u8)
            ? $"invalid JSON at byte {at + 1}: JSON has no NaN or Infinity; write a log-probability of minus infinity as \"-inf\""
            : $"invalid JSON at byte {at + 1}";
    }
}
