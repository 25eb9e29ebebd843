namespace Accelerated.Metrics;

/// <summary>Turns answers into sequences of dense ids.</summary>
internal interface ISequenceEncoder
{
    /// <summary>What it reads of a candidate.</summary>
    CandidateKey Key { get; }

    /// <summary>Whether a text has words in a script without blanks that are taken for one.</summary>
    bool CannotCut(Candidate candidate) => false;

    /// <summary>The sequences of <paramref name="items"/>.</summary>
    /// <param name="items">The answers.</param>
    /// <param name="threads">Most threads that read the items at once, at least 1; the features are the same for any number.</param>
    SequenceFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1);
}
