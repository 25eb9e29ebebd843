namespace Accelerated.Metrics;

/// <summary>What an edit distance d is divided by, so that it lies in 0 to 1.</summary>
public enum EditNormalization
{
    /// <summary>The longer length: d / max(|h|, |r|).</summary>
    Longer,

    /// <summary>Both lengths: 2 d / (|h| + |r| + d), which obeys the triangle inequality.</summary>
    Both,
}
