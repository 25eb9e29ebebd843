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
        var vocabulary = new Vocabulary();
        var ids = new List<int>();
        var offsets = new int[items.Count + 1];
        for (var i = 0; i < items.Count; i++)
        {
            if (preferTokenIds && items[i].Tokens is { } tokens)
            {
                for (var k = 0; k < tokens.Count; k++)
                {
                    ids.Add(vocabulary.IdOf(tokens[k]));
                }
            }
            else
            {
                tokenizer.Tokenize(items[i].Text, vocabulary, ids);
            }

            offsets[i + 1] = ids.Count;
        }

        return new SequenceFeatures(new RaggedRows<int>(offsets, [.. ids]), vocabulary.Count);
    }
}
