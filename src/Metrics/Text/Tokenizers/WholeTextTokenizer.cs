namespace Accelerated.Metrics;

/// <summary>The whole text is one token, so that two texts share it or nothing.</summary>
/// <param name="normalizer">Normalises the text; null where it is taken as it is.</param>
internal sealed class WholeTextTokenizer(SquadTokenizer? normalizer) : TextTokenizer
{
    /// <summary>True: a whole text is meant to be one.</summary>
    public override bool Cuts => true;

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        if (normalizer is null)
        {
            rows.Add(text);
        }
        else
        {
            normalizer.AddNormalized(text, rows);
        }
    }

    /// <summary>An answer that was extracted as a number or a choice is that value: 0.50 is 0.5, and -3 is not 3.</summary>
    public override void Tokenize(Candidate candidate, TokenRows rows)
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
