namespace Accelerated.Metrics;

/// <summary>Sequences out of the pieces of a tokeniser, or of a candidate's own token ids.</summary>
/// <param name="tokenizer">Cuts a text into tokens.</param>
/// <param name="preferTokenIds">Whether a candidate's own token ids, where it has them, take the text's place.</param>
public sealed class TokenSequenceEncoder(ITokenizer tokenizer, bool preferTokenIds = false) : ISequenceEncoder
{
    /// <inheritdoc/>
    public CandidateKey Key => preferTokenIds ? CandidateKey.Tokens : CandidateKey.Text;

    /// <inheritdoc/>
    public SequenceFeatures Encode(IReadOnlyList<Candidate> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var rows = new TokenRows(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (preferTokenIds && items[i].Tokens is { } tokens)
            {
                for (var k = 0; k < tokens.Count; k++)
                {
                    rows.Add(tokens[k]);
                }
            }
            else
            {
                tokenizer.Tokenize(items[i].Text, rows);
            }

            rows.EndRow();
        }

        return new SequenceFeatures(rows.ToRows(), rows.AlphabetSize);
    }
}
