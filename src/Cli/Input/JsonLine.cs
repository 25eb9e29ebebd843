using System.Globalization;
using System.Text.Json;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input;

/// <summary>Reads the values of a line of JSON, and names the path of each value of another type than expected.</summary>
internal ref struct JsonLine
{
    private Utf8JsonReader _reader;
    private readonly ReadOnlySpan<byte> _line;
    private readonly InputNotes _notes;

    public JsonLine(ReadOnlySpan<byte> line, InputNotes notes)
    {
        _line = line;
        _notes = notes;
        _reader = new Utf8JsonReader(line);
        notes.Keys.Reset();
    }

    /// <summary>What the run notes of its input.</summary>
    public readonly InputNotes Notes => _notes;

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

    /// <summary>Skips the value, and checks that no name appears twice in an object of it.</summary>
    public void Skip()
    {
        var depth = _reader.CurrentDepth;
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        do
        {
            Read();
            if (_reader.TokenType == JsonTokenType.PropertyName)
            {
                AddName();
            }
            else if (_reader.TokenType == JsonTokenType.EndObject)
            {
                _notes.Keys.Close(ref _reader);
            }
        }
        while (_reader.CurrentDepth > depth);
    }

    /// <summary>Skips the value, and returns it as it is written.</summary>
    public string Raw()
    {
        var start = (int)_reader.TokenStartIndex;
        Skip();
        return System.Text.Encoding.UTF8.GetString(_line[start..(int)_reader.BytesConsumed]);
    }

    /// <summary>Skips the value of a property that the tool does not read.</summary>
    public void Ignore(string name)
    {
        _notes.Ignore(name);
        Skip();
    }

    /// <summary>Moves to the next property of an object; null at its end. Then the reader is at the value.</summary>
    public string? NextProperty()
    {
        Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            _notes.Keys.Close(ref _reader);
            return null;
        }

        AddName();
        var name = JsonText.Read(ref _reader, ref _notes.Replaced);
        Read();
        return name;
    }

    public string Text(string path) => _reader.TokenType == JsonTokenType.String
        ? JsonText.Read(ref _reader, ref _notes.Replaced)
        : throw Unexpected(path, "a string");

    /// <summary>An id: a string, or a number as written.</summary>
    public string Id() => _reader.TokenType == JsonTokenType.Number
        ? Digits()
        : _reader.TokenType == JsonTokenType.String
            ? JsonText.Read(ref _reader, ref _notes.Replaced)
            : throw Unexpected("'id'", "a string or a number");

    /// <summary>The number as written.</summary>
    public readonly string Digits() => System.Text.Encoding.UTF8.GetString(_reader.ValueSpan);

    /// <summary>A number; JSON has no non-finite ones, so those are the strings "-inf", "inf" and "nan".</summary>
    public double Number(string path)
    {
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetDouble(out var number))
        {
            return number;
        }

        return _reader.TokenType != JsonTokenType.String
            ? throw Unexpected(path, "a number")
            : JsonText.Read(ref _reader, ref _notes.Replaced).ToLowerInvariant() switch
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

    private void AddName()
    {
        if (!_notes.Keys.Add(_line, ref _reader))
        {
            throw new BadLineException($"'{ShownText.Item(JsonText.Read(ref _reader, ref _notes.Replaced))}' appears twice; keep one");
        }
    }

    private readonly string Kind() => _reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Number =>
            string.Create(CultureInfo.InvariantCulture, $"the number {Digits()}"),
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
