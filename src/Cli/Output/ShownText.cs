namespace Accelerated.Cli.Output;

/// <summary>Text for a terminal: file names, ids and texts of models and services may contain control characters.</summary>
internal static class ShownText
{
    /// <summary>The text with a space for each control character but line ends and tabs.</summary>
    public static string Of(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(letter => IsControl(letter) ? ' ' : letter)) : text;

    /// <summary>The same, on one line.</summary>
    public static string OneLine(string text) => Of(text).Replace('\n', ' ').Replace('\t', ' ');

    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}
