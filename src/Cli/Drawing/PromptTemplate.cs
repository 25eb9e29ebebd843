using System.Text.RegularExpressions;
using Accelerated.Cli.Input;

namespace Accelerated.Cli.Drawing;

/// <summary>A prompt with <c>{field}</c> where a line's field belongs; <c>{{</c> and <c>}}</c> are braces.</summary>
internal sealed partial record PromptTemplate(string Text)
{
    /// <summary>The prompt of a line.</summary>
    /// <exception cref="BadLineException">The line lacks a field.</exception>
    public string Fill(IReadOnlyDictionary<string, string> fields) => Place().Replace(Text, place => place.Value switch
    {
        "{{" => "{",
        "}}" => "}",
        _ => fields.TryGetValue(place.Groups[1].Value, out var value)
            ? value
            : throw new BadLineException($"the template's field '{place.Groups[1].Value}' is missing; it must be a text or a number"),
    });

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}]+)\}")]
    private static partial Regex Place();
}
