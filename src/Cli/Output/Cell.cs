namespace Accelerated.Cli.Output;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its lines.</param>
/// <param name="Tone">What its colour says.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}
