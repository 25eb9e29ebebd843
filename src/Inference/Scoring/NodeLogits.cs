namespace Accelerated.Inference.Scoring;

/// <summary>The model's logits after a node of a <see cref="TokenTrie"/>, one for each token of the vocabulary.</summary>
/// <param name="node">The node.</param>
internal delegate ReadOnlySpan<float> NodeLogits(int node);
