using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// A value of the first or last JSON object or array in a text that has it. The path is <c>$</c> followed by <c>.name</c> and
/// <c>[index]</c>; a value that is an object, array or null is no answer. Python's quotes, <c>True</c> and <c>False</c> and commas before a
/// closing bracket are read too. Objects may be nested 64 deep, and at most <see cref="MostWork"/> times the text's length is looked at.
/// </summary>
internal sealed partial class JsonExtractor : ValueExtractor
{
    private const int MostWork = 128;
    private const int LeastWork = 1 << 20;
    private const int CostOfFailure = 1 << 10; // an exception takes as long as reading that many bytes

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true };

    private readonly string[] _steps;
    private readonly bool _last;

    public JsonExtractor(NumberReader numbers, string path, bool last) : base(numbers)
    {
        if (!Path().IsMatch(path))
        {
            throw new OptionException(
                nameof(path),
                $"Invalid value '{path}' for a JSON path: expected '$' followed by .name and [index], e.g. $.answer.value or $.items[0].");
        }

        _last = last;
        _steps = [.. Step().Matches(path).Select(match => match.Value)];
    }

    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        answer = default;
        var found = false;
        var json = Encoding.UTF8.GetBytes(text);
        var work = LeastWork + ((long)json.Length * MostWork);
        for (var start = NextOpening(json, 0); start >= 0 && work > 0;)
        {
            var (end, isFound) = Read(json, start, ref answer, ref work);
            found |= isFound;
            if (found && !_last)
            {
                break;
            }

            // A value without the path may hold one that has it; one with it is done.
            start = NextOpening(json, isFound ? end : start + 1);
        }

        return found;
    }

    private static int NextOpening(byte[] json, int from)
    {
        var next = json.AsSpan(from).IndexOfAny((byte)'{', (byte)'[');
        return next < 0 ? -1 : from + next;
    }

    private (int End, bool IsFound) Read(byte[] json, int start, ref ExtractedAnswer answer, ref long work)
    {
        var reader = new Utf8JsonReader(json.AsSpan(start), Lenient);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            work -= reader.BytesConsumed;
            return (start + (int)reader.BytesConsumed, TryValue(document.RootElement, ref answer));
        }
        catch (JsonException)
        {
            work -= Math.Max(CostOfFailure, LengthRead(json.AsSpan(start)));
            if (PythonLiteral.TryRewrite(json.AsSpan(start), out var rewritten, out var length))
            {
                return ReadPython(rewritten, start + length, ref answer, ref work);
            }

            work -= length;
            return (start + 1, false);
        }
        catch (InvalidOperationException)
        {
            return (start + 1, false); // half of a surrogate pair
        }
    }

    // How far a reader comes in what is no JSON; the document's own reader forgets it.
    private static long LengthRead(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Lenient);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return reader.BytesConsumed;
        }

        return reader.BytesConsumed;
    }

    private (int End, bool IsFound) ReadPython(byte[] rewritten, int end, ref ExtractedAnswer answer, ref long work)
    {
        work -= 2L * rewritten.Length;
        try
        {
            var reader = new Utf8JsonReader(rewritten, Lenient);
            using var document = JsonDocument.ParseValue(ref reader);
            return (end, TryValue(document.RootElement, ref answer));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (end, false);
        }
    }

    private bool TryValue(JsonElement value, ref ExtractedAnswer answer)
    {
        foreach (var step in _steps)
        {
            if (!TryStep(ref value, step))
            {
                return false;
            }
        }

        var written = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };
        if (written.Length == 0)
        {
            return false;
        }

        answer = value.ValueKind == JsonValueKind.Number ? OfNumber(written) : Meant(written);
        return true;
    }

    // JSON's own numbers are written one way, whatever the text's locale is.
    private static ExtractedAnswer OfNumber(string written)
    {
        var invariant = Meant(new NumberReader(), written, allowsUnit: false);
        return invariant.Value.Number is { } number ? invariant with { Text = number.ToString() } : invariant;
    }

    private static bool TryStep(ref JsonElement value, string step)
    {
        if (step[0] == '.')
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step[1..], out value);
        }

        var index = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture);
        if (value.ValueKind != JsonValueKind.Array || index >= value.GetArrayLength())
        {
            return false;
        }

        value = value[index];
        return true;
    }

    [GeneratedRegex(@"^\$(?:\.[^.\[\]]+|\[[0-9]{1,9}\])*$", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex(@"\.[^.\[\]]+|\[[0-9]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
