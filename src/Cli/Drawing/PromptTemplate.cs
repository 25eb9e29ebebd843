using System.Text.RegularExpressions;
using Accelerated.Cli.Input;
using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>A prompt with <c>{field}</c> where a line's field belongs; <c>{{</c> and <c>}}</c> are braces.</summary>
internal sealed partial record PromptTemplate(string Text)
{
    /// <summary>The prompt of a line. What the template says is markup, which may name control tokens; a field's text may not.</summary>
    /// <exception cref="BadLineException">The line lacks a field.</exception>
    public IReadOnlyList<PromptPart> Fill(IReadOnlyDictionary<string, string> fields)
    {
        var parts = new List<PromptPart>();
        var from = 0;
        foreach (Match place in Place().Matches(Text))
        {
            parts.Add(new PromptPart(Text[from..place.Index], isMarkup: true));
            parts.Add(place.Value switch
            {
                "{{" => new PromptPart("{", isMarkup: true),
                "}}" => new PromptPart("}", isMarkup: true),
                _ => fields.TryGetValue(place.Groups[1].Value, out var value)
                    ? new PromptPart(value)
                    : throw new BadLineException(
                        $"the template's field '{place.Groups[1].Value}' is missing; it must be a text or a number"),
            });
            from = place.Index + place.Length;
        }

        parts.Add(new PromptPart(Text[from..], isMarkup: true));
        return parts;
    }

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}]+)\}")]
    private static partial Regex Place();
}
