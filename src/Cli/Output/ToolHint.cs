namespace Accelerated.Cli.Output;

/// <summary>Adds the tool's options, commands and fields to the library's messages, which name library members.</summary>
internal static class ToolHint
{
    private static readonly (string Member, string Option)[] Options =
    [
        ("SelectionOptions.LongestCandidate", "--longest"),
        ("PromptOverflow.TruncateLeft", "--truncate-prompts"),
        ("ChatTemplateUse.Auto", "--chat auto"),
        ("ChatTemplateUse.Never", "--chat off"),
        ("OnnxOptions.Chat to Never", "--chat off"),
        ("OnnxOptions.ContextLength", "--context"),
        ("OnnxProvider.Cpu", "--provider cpu"),
        ("leave GpuLayers out", "--gpu-layers"),
        ("MetricCatalogue.Definitions", "accelerated metrics"),
        ("Candidate.LogProbability", "'logprob'"),
        ("Candidate.Vector", "'vector'"),
    ];

    /// <summary>The message, followed by what the members it names are in the tool.</summary>
    public static string AddTo(string message)
    {
        var named = Options
            .Where(option => message.Contains(option.Member, StringComparison.Ordinal)).Select(option => option.Option).ToList();
        return named.Count == 0 ? message : $"{message} In the tool: {string.Join(", ", named)}.";
    }
}
