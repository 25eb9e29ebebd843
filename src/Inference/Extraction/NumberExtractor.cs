using System.Globalization;
using System.Text.RegularExpressions;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// The first or last number of a text: a sign (ASCII or U+2212), thousands separators (commas in groups of three), a decimal point, an
/// exponent, a percent sign (which is dropped: "12 %" is 12). A number inside a word or an identifier ("v2", "x3") is none; a unit behind
/// it ("5kg") is allowed.
/// </summary>
internal sealed partial class NumberExtractor(bool last) : IAnswerExtractor
{
    public string Name => last ? "last-number" : "first-number";

    public bool TryExtract(string text, out string answer)
    {
        ArgumentNullException.ThrowIfNull(text);
        answer = "";
        foreach (var match in Number().EnumerateMatches(text))
        {
            if (TryCanonical(text.AsSpan(match.Index, match.Length), out var number))
            {
                answer = number;
                if (!last)
                {
                    return true;
                }
            }
        }

        return answer.Length > 0;
    }

    private static bool TryCanonical(ReadOnlySpan<char> digits, out string number)
    {
        var plain = digits.ToString().Replace(",", "", StringComparison.Ordinal).Replace('\u2212', '-');
        var read = double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        number = value.ToString("R", CultureInfo.InvariantCulture);
        return read;
    }

    [GeneratedRegex(@"(?<![\w.])[-+\u2212]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
