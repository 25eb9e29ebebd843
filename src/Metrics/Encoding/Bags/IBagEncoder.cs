namespace Accelerated.Metrics;

/// <summary>Turns answers into bags of n-grams, in one dense id space.</summary>
internal interface IBagEncoder
{
    /// <summary>What it reads of a candidate.</summary>
    CandidateKey Key { get; }

    /// <summary>Number of n-gram orders.</summary>
    int Orders { get; }

    /// <summary>Whether a text has words in a script without blanks that are taken for one.</summary>
    bool CannotCut(Candidate candidate) => false;

    /// <summary>The bags of <paramref name="items"/>.</summary>
    /// <param name="items">The answers.</param>
    /// <param name="threads">Most threads that read the items at once, at least 1; the features are the same for any number.</param>
    BagFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1);
}
