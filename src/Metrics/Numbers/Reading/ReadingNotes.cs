namespace Accelerated.Metrics;

/// <summary>
/// Counts the numbers that could have been read in another way, or that no double holds exactly. Safe for concurrent use.
/// </summary>
internal sealed class ReadingNotes
{
    private long _ambiguous;
    private long _inexact;
    private string? _firstAmbiguous;
    private string? _firstInexact;

    /// <summary>Numbers that another locale reads as another number.</summary>
    public long Ambiguous => Interlocked.Read(ref _ambiguous);

    /// <summary>Whole numbers that were rounded to the nearest double.</summary>
    public long Inexact => Interlocked.Read(ref _inexact);

    /// <summary>The first of <see cref="Ambiguous"/> as it is written, and what it was read as.</summary>
    public string? FirstAmbiguous => _firstAmbiguous;

    /// <summary>The first of <see cref="Inexact"/>, and what it was read as.</summary>
    public string? FirstInexact => _firstInexact;

    public void Add(ReadOnlySpan<char> text, NumberToken token)
    {
        if (token.Kind != NumberTokenKind.Number)
        {
            return;
        }

        if (token.IsAmbiguous)
        {
            Interlocked.Increment(ref _ambiguous);
            _firstAmbiguous ??= $"'{text[token.Start..token.End].Trim()}' as {token.Value}";
        }

        if (token.Value.ExceedsDouble)
        {
            Interlocked.Increment(ref _inexact);
            _firstInexact ??= $"{token.Value} as {token.Value.ToDouble():R}";
        }
    }
}
