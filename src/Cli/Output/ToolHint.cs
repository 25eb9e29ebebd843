namespace Accelerated.Cli.Output;

/// <summary>Adds the tool's options to the library's messages, which name library members.</summary>
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
    ];

    /// <summary>The message, followed by the options of the members it names.</summary>
    public static string AddTo(string message)
    {
        var named = Options
            .Where(option => message.Contains(option.Member, StringComparison.Ordinal)).Select(option => option.Option).ToList();
        return named.Count == 0 ? message : $"{message} In the tool: {string.Join(", ", named)}.";
    }
}
