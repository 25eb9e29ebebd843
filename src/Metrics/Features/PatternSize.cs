namespace Accelerated.Metrics;

/// <summary>How many 64-bit words a bit-parallel kernel holds of a pattern: one kernel, and one law of its cost, for each.</summary>
internal enum PatternSize
{
    /// <summary>Up to 64 tokens.</summary>
    OneWord,

    /// <summary>Up to 128 tokens.</summary>
    TwoWords,

    /// <summary>Up to 256 tokens.</summary>
    FourWords,

    /// <summary>Any number of tokens, in bands of four words.</summary>
    ManyWords,
}
