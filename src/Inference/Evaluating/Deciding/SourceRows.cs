namespace Accelerated.Inference.Evaluating;

/// <summary>How candidates name the system they come from.</summary>
internal enum SourceRows
{
    /// <summary>By their own source, where they have one.</summary>
    Field,

    /// <summary>By their place in the list.</summary>
    Position,

    /// <summary>Not at all.</summary>
    None,
}
