using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>The whole text is one token, so that two texts share it or nothing.</summary>
/// <param name="normalizer">Normalises the text; null where it is taken as it is.</param>
/// <param name="form">The Unicode form that the text is brought into before.</param>
internal sealed class WholeTextTokenizer(SquadTokenizer? normalizer, UnicodeForm form = UnicodeForm.AsGiven) : ITokenizer
{
    /// <summary>True: a whole text is meant to be one.</summary>
    public bool Cuts => true;

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        text = UnicodeNormalizer.Apply(text, form, out var rented);
        if (normalizer is null)
        {
            rows.Add(text);
        }
        else
        {
            normalizer.AddNormalized(text, rows);
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>An answer that was extracted as a number or a choice is that value: 0.50 is 0.5, and -3 is not 3.</summary>
    public void Tokenize(Candidate candidate, TokenRows rows)
    {
        if (normalizer is not null && candidate.Value?.Key is { } key)
        {
            rows.Add(key);
        }
        else
        {
            Tokenize(candidate.Text, rows);
        }
    }
}
