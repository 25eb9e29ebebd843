namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>What becomes of what an expression matches.</summary>
internal enum SplitBehavior
{
    /// <summary>It goes.</summary>
    Removed,

    /// <summary>Each match is a piece.</summary>
    Isolated,

    /// <summary>It ends the piece before.</summary>
    MergedWithPrevious,

    /// <summary>It begins the piece after.</summary>
    MergedWithNext,

    /// <summary>Matches in a row are one piece.</summary>
    Contiguous,
}
