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
        ("WeightAdjustment.SourceFactors", "--source-weight"),
        ("WeightAdjustment.UniformShare", "--uniform-share"),
        ("WeightAdjustment.LargestShare", "--largest-share"),
        ("Candidate.LogProbability", "'logprob'"),
        ("Candidate.Weight", "'weight'"),
        ("Candidate.Vector", "'vector'"),
        ("SamplingOptions.TopP", "--top-p"),
        ("SamplingOptions.MinP", "--min-p"),
        ("SamplingOptions.Epsilon", "--epsilon"),
        ("ServerOptions.Port", "--port"),
        ("ServerOptions.ApiKey", "the environment variable ACCELERATED_API_KEY"),
    ];

    /// <summary>The message, followed by what the members it names are in the tool.</summary>
    public static string AddTo(string message)
    {
        var named = Options
            .Where(option => message.Contains(option.Member, StringComparison.Ordinal)).Select(option => option.Option).ToList();
        return named.Count == 0 ? message : $"{message} In the tool: {string.Join(", ", named)}.";
    }

    /// <summary>The message, followed by the advice to run a command, unless the message already names the command.</summary>
    public static string Run(string message, string command, string purpose)
    {
        if (message.Contains($"'accelerated {command}'", StringComparison.Ordinal))
        {
            return message;
        }

        var end = message.EndsWith('.') || message.EndsWith('?') ? "" : ".";
        return $"{message}{end} Run 'accelerated {command}' {purpose}.";
    }
}
