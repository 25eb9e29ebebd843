using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>The field <c>language</c> of a line: all its texts are in that language, whatever <c>--language</c> says.</summary>
internal static class LanguageField
{
    /// <summary>Reads a code, or a tag such as <c>pt-BR</c> that begins with one.</summary>
    /// <exception cref="BadLineException">The language is unknown.</exception>
    public static string Read(ref JsonLine json) => Known(json.Text("'language'")) ?? throw Unknown();

    /// <summary>The language of a code or a tag; null if it is unknown.</summary>
    public static string? Known(string tag) => tag.Split('-', '_')[0].ToLowerInvariant() is var code && Languages.Names.Contains(code)
        ? code
        : null;

    /// <summary>The error of an unknown language.</summary>
    public static BadLineException Unknown() =>
        new($"'language' is unknown; it must be one of {string.Join(", ", Languages.Names)}");

    /// <summary>Texts in a language; as they are where the line names none.</summary>
    public static IReadOnlyList<Candidate>? Of(IReadOnlyList<Candidate>? texts, string? language) =>
        language is null ? texts : texts?.Select(text => text with { Language = language }).ToArray();
}
