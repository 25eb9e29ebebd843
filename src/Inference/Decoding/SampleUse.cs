namespace Accelerated.Inference;

/// <summary>What happens to a sample of a certain kind.</summary>
public enum SampleUse
{
    /// <summary>It is a candidate and votes like any other.</summary>
    Keep,

    /// <summary>It is left out and counted.</summary>
    Drop,

    /// <summary>The prompt fails with a <see cref="DecodingException"/>.</summary>
    Refuse,
}
