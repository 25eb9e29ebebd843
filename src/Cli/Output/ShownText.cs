namespace Accelerated.Cli.Output;

/// <summary>Text that a person sees: file names, ids, and what models and services said, any of which may hold what a terminal obeys.</summary>
internal static class ShownText
{
    /// <summary>The text with a space for each control character but line ends and tabs.</summary>
    public static string Of(string text) =>
        text.Any(IsObeyed) ? string.Concat(text.Select(letter => IsObeyed(letter) ? ' ' : letter)) : text;

    /// <summary>The same, on one line.</summary>
    public static string OneLine(string text) => Of(text).Replace('\n', ' ').Replace('\t', ' ');

    private static bool IsObeyed(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}
