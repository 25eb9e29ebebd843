namespace Accelerated.Inference;

/// <summary>A word of an answer by <see cref="SelectionRule.Consensus"/>.</summary>
public readonly struct ConsensusWord
{
    internal ConsensusWord(string text, double confidence) => (Text, Confidence) = (text, confidence);

    /// <summary>The word as it is written in the answer.</summary>
    public string Text { get; }

    /// <summary>The share, 0 to 1, of the candidates' weight that has this word in this place.</summary>
    public double Confidence { get; }
}
