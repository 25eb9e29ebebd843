namespace Accelerated.Inference;

/// <summary>What a decoding was asked for, as telemetry names it.</summary>
/// <param name="Source">The name of what draws or scores.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Count">Candidates or chains.</param>
/// <param name="Sampling">How they are drawn.</param>
/// <param name="Selection">How one is selected.</param>
internal readonly record struct DecodingRequest(
    string Source, Prompt Prompt, int Count, SamplingOptions Sampling, SelectionOptions Selection)
{
    /// <summary>The metric's name.</summary>
    public string Metric => Selection.Metric.Info.Name;

    /// <summary>The rule's name.</summary>
    public string Rule => SelectionRules.NameOf(Selection.Rule);
}
