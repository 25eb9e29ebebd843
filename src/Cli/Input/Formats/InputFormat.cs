namespace Accelerated.Cli.Input.Formats;

/// <summary>A format that the tool reads.</summary>
/// <param name="name">The name that --format takes.</param>
/// <param name="summary">What it is, in one phrase.</param>
internal abstract class InputFormat(string name, string summary)
{
    /// <summary>The name that --format takes.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, in one phrase.</summary>
    public string Summary { get; } = summary;
}
