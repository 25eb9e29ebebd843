namespace Accelerated.Inference;

/// <summary>
/// What happens to samples that are not ordinary answers. By default empty and truncated ones stay, because they are part of the model's
/// distribution, and answers that a service withheld are dropped.
/// </summary>
public readonly struct SamplePolicy
{
    /// <summary>Creates the default policy.</summary>
    public SamplePolicy()
    {
    }

    /// <summary>Texts of nothing but white space.</summary>
    public SampleUse Empty { get; init; }

    /// <summary>Texts cut off at <see cref="SamplingOptions.MaxTokens"/>.</summary>
    public SampleUse Truncated { get; init; }

    /// <summary>Answers that a service withheld.</summary>
    public SampleUse Refused { get; init; } = SampleUse.Drop;

    /// <summary>Texts without the answer that is to be extracted; no effect where <see cref="DecodingOptions.Answer"/> is null.</summary>
    public SampleUse Unanswered { get; init; } = SampleUse.Drop;
}
