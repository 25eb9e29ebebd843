namespace Accelerated.Cli.Input.Records;

/// <summary>What a command reads of its input.</summary>
[Flags]
internal enum InputUse
{
    /// <summary>Problems: candidates to choose from.</summary>
    Problems = 1,

    /// <summary>Prompts to draw candidates for.</summary>
    Prompts = 2,

    /// <summary>Pairs of a hypothesis and its references.</summary>
    Pairs = 4,
}
