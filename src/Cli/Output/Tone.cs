namespace Accelerated.Cli.Output;

/// <summary>What a colour says about a text.</summary>
internal enum Tone
{
    Plain,
    Better,
    Worse,
}
