using System.Globalization;
using System.Text.Json;

namespace Accelerated.Cli.Input;

/// <summary>Reads the values of a line of JSON, naming the place of each that is not what it must be.</summary>
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

    /// <summary>Fails where anything but white space follows the value.</summary>
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

    /// <summary>Moves to the next property of an object; null at its end. Afterwards the reader stands on the value.</summary>
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

    public string Text(string place) => _reader.TokenType == JsonTokenType.String
        ? JsonText.Read(ref _reader, ref Replaced)
        : throw Unexpected(place, "a text");

    /// <summary>An id: a text, or a number as it is written.</summary>
    public string Id() => _reader.TokenType == JsonTokenType.Number
        ? System.Text.Encoding.UTF8.GetString(_reader.ValueSpan)
        : _reader.TokenType == JsonTokenType.String ? JsonText.Read(ref _reader, ref Replaced) : throw Unexpected("'id'", "a text or a number");

    /// <summary>A number; JSON has none that is not finite, so those are written as the texts "-inf", "inf" and "nan".</summary>
    public double Number(string place)
    {
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetDouble(out var number))
        {
            return number;
        }

        return _reader.TokenType != JsonTokenType.String
            ? throw Unexpected(place, "a number")
            : JsonText.Read(ref _reader, ref Replaced).ToLowerInvariant() switch
            {
                "-inf" or "-infinity" => double.NegativeInfinity,
                "inf" or "infinity" => double.PositiveInfinity,
                "nan" => double.NaN,
                var text => throw new BadLineException($"{place} is the text '{text}'; it must be a number, or \"-inf\""),
            };
    }

    public int WholeNumber(string place) => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out var number)
        ? number
        : throw Unexpected(place, "a whole number of 32 bits");

    public void RequireObject(string place, string otherwise)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected(place, otherwise);
        }
    }

    /// <summary>Moves to the next element of an array; false at its end.</summary>
    public bool NextElement()
    {
        Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    public void RequireArray(string place, string otherwise)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(place, otherwise);
        }
    }

    public readonly BadLineException Unexpected(string place, string wanted) => new($"{place} is {Kind()}; it must be {wanted}");

    private readonly string Kind() => _reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Number => string.Create(CultureInfo.InvariantCulture, $"the number {System.Text.Encoding.UTF8.GetString(_reader.ValueSpan)}"),
        JsonTokenType.String => "a text",
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
