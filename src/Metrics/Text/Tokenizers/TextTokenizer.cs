using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>Cuts texts that it brings into a Unicode form before; ASCII, which is in every form, is taken at once.</summary>
internal abstract class TextTokenizer : ITokenizer
{
    /// <summary>The Unicode form.</summary>
    public UnicodeForm Form { get; init; }

    /// <inheritdoc/>
    public abstract bool Cuts { get; }

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (TryAscii(text, rows))
        {
            return;
        }

        CutText(UnicodeNormalizer.Apply(text, Form, out var rented), rows);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public virtual void Tokenize(Candidate candidate, TokenRows rows) => Tokenize(candidate.Text, rows);

    /// <summary>Appends the tokens of an ASCII text; false, and nothing appended, where it cannot.</summary>
    protected virtual bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) => false;

    /// <summary>Appends the tokens of a text in the form.</summary>
    protected abstract void CutText(ReadOnlySpan<char> text, TokenRows rows);
}
