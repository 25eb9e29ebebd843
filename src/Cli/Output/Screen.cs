namespace Accelerated.Cli.Output;

/// <summary>What shows standard output.</summary>
/// <param name="Width">The terminal's width in columns; null for a file or a pipe.</param>
/// <param name="HasColour">Whether the terminal shows colours, which NO_COLOR turns off.</param>
internal readonly record struct Screen(int? Width, bool HasColour = false)
{
    private const string Better = "\u001b[32m";
    private const string Worse = "\u001b[31m";
    private const string Reset = "\u001b[0m";

    /// <summary>Text in the colour of its tone.</summary>
    public string Paint(string text, Tone tone) => Paint(text, tone, HasColour);

    /// <summary>Text in the colour of its tone, or as it is.</summary>
    public static string Paint(string text, Tone tone, bool inColour) =>
        inColour && tone != Tone.Plain && text.Length > 0 ? (tone == Tone.Better ? Better : Worse) + text + Reset : text;

    /// <summary>Lines of text, wrapped at blanks to the terminal's width.</summary>
    public string Wrap(string text) => Width is { } width ? WrappedText.Of(text, width) : text;
}
