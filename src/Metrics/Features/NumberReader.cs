using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>Reads a candidate's number: the whole trimmed text, in the invariant culture.</summary>
/// <param name="missing">What to do with a text that is no finite number.</param>
public sealed class NumberReader(MissingNumber missing = MissingNumber.Skip)
{
    /// <summary>What happens to a text that is no finite number.</summary>
    public MissingNumber Missing { get; } = missing;

    /// <summary>Reads the number of <paramref name="candidate"/>; false where there is none and such candidates are skipped.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="index">Its index, for the error.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="CandidateException">There is no number, and such candidates are refused.</exception>
    public bool TryRead(Candidate candidate, int index, out double value)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (double.TryParse(candidate.Text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
        {
            return true;
        }

        return Missing == MissingNumber.Skip ? false : throw NotANumber(candidate, index);
    }

    internal static CandidateException NotANumber(Candidate candidate, int index) => new(
        $"Candidate {index} is '{Excerpt(candidate.Text)}', not a finite number; a numeric metric reads the whole text. "
        + "Leave it out, or let such candidates be skipped with the option missing=skip.",
        index);

    private static string Excerpt(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
}
