using System.Diagnostics;
using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// The first or last match of a regular expression without backreferences and look-arounds, its first group where it has one. All matches
/// together may take one second a text; one that takes longer carries no answer.
/// </summary>
internal sealed class PatternExtractor : ValueExtractor
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly Regex _pattern;
    private readonly bool _last;

    public PatternExtractor(NumberReader numbers, string pattern, bool last) : base(numbers)
    {
        _last = last;
        try
        {
            _pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new OptionException(
                nameof(pattern),
                $"Invalid value '{pattern}' for a pattern: expected a regular expression without backreferences and look-arounds, " +
                $"which runs in linear time. {error.Message}",
                error);
        }
    }

    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        answer = default;
        try
        {
            var clock = Stopwatch.StartNew();
            Match? found = null;
            for (var match = _pattern.Match(text); match.Success; match = match.NextMatch())
            {
                found = match;
                if (!_last)
                {
                    break;
                }

                if (clock.Elapsed > Limit)
                {
                    return false;
                }
            }

            var written = found is null ? "" : (found.Groups.Count > 1 ? found.Groups[1] : found).Value.Trim();
            answer = Meant(written);
            return written.Length > 0;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
