using System.Text.RegularExpressions;
using Accelerated.Cli.Input;
using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>A prompt with placeholders <c>{field}</c> for a line's fields; <c>{{</c> and <c>}}</c> are literal braces.</summary>
internal sealed partial record PromptTemplate(string Text)
{
    /// <summary>The prompt of a line. The template's own text may name control tokens; a field's text may not.</summary>
    /// <exception cref="BadLineException">The line lacks a field.</exception>
    public IReadOnlyList<PromptPart> Fill(IReadOnlyDictionary<string, string> fields)
    {
        var parts = new List<PromptPart>();
        var from = 0;
        foreach (Match placeholder in Placeholder().Matches(Text))
        {
            parts.Add(new PromptPart(Text[from..placeholder.Index], isMarkup: true));
            parts.Add(placeholder.Value switch
            {
                "{{" => new PromptPart("{", isMarkup: true),
                "}}" => new PromptPart("}", isMarkup: true),
                _ => fields.TryGetValue(placeholder.Groups[1].Value, out var value)
                    ? new PromptPart(value)
                    : throw new BadLineException(
                        $"the template's field '{placeholder.Groups[1].Value}' is missing; it must be a string or a number"),
            });
            from = placeholder.Index + placeholder.Length;
        }

        parts.Add(new PromptPart(Text[from..], isMarkup: true));
        return parts;
    }

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
