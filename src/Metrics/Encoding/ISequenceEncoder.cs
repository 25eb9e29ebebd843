namespace Accelerated.Metrics;

/// <summary>Turns answers into sequences of dense ids.</summary>
public interface ISequenceEncoder
{
    /// <summary>What it reads of a candidate.</summary>
    CandidateKey Key { get; }

    /// <summary>The sequences of <paramref name="items"/>.</summary>
    SequenceFeatures Encode(IReadOnlyList<Candidate> items);
}
