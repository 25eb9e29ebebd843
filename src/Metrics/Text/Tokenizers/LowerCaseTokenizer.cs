using System.Text;

namespace Accelerated.Metrics;

/// <summary>Brings a text into lower case, character by character, before another tokeniser cuts it.</summary>
/// <param name="inner">Cuts the text.</param>
internal sealed class LowerCaseTokenizer(ITokenizer inner) : ITokenizer
{
    /// <inheritdoc/>
    public bool Cuts => inner.Cuts;

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows) => inner.Tokenize(Lower(text), rows);

    /// <inheritdoc/>
    public void Tokenize(Candidate candidate, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        inner.Tokenize(new Candidate(Lower(candidate.Text)) { Language = candidate.Language }, rows);
    }

    /// <inheritdoc/>
    public bool CannotCut(Candidate candidate) => inner.CannotCut(candidate);

    private static string Lower(ReadOnlySpan<char> text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            lower.Append(LowerCase.Of(rune, CaseFolding.Simple).ToString());
        }

        return lower.ToString();
    }
}
