using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// The last match of a regular expression, its first group where it has one. Linear time: without backreferences and look-arounds.
/// </summary>
internal sealed class PatternExtractor : IAnswerExtractor
{
    private readonly Regex _pattern;

    public PatternExtractor(string pattern)
    {
        try
        {
            _pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new OptionException(nameof(pattern), 
                $"'{pattern}' is no regular expression that runs in linear time: {error.Message} Correct it; backreferences and " +
                "look-arounds cannot be used.", error);
        }
    }

    public string Name => "regex:" + _pattern;

    public bool TryExtract(string text, out string answer)
    {
        ArgumentNullException.ThrowIfNull(text);
        answer = "";
        var found = false;
        for (var match = _pattern.Match(text); match.Success; match = match.NextMatch())
        {
            answer = (match.Groups.Count > 1 ? match.Groups[1] : match).Value.Trim();
            found = true;
        }

        return found && answer.Length > 0;
    }
}
