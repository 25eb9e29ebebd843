using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>Makes extractors from their specifications.</summary>
public static class AnswerExtractor
{
    /// <summary>The specifications, for help and errors.</summary>
    public const string Specifications = "whole, first-number, last-number, boxed, regex:PATTERN, json:PATH";

    /// <summary>
    /// The extractor of a specification: <c>whole</c> (the trimmed text), <c>first-number</c>, <c>last-number</c>, <c>boxed</c>
    /// (the last <c>\boxed{...}</c>), <c>regex:PATTERN</c> (the last match, its first group where it has one), <c>json:PATH</c>
    /// (a value of the text's JSON, as <c>$.answer.value</c> or <c>$.items[0]</c>).
    /// </summary>
    /// <exception cref="OptionException">The specification is not known, or its pattern or path is malformed.</exception>
    public static IAnswerExtractor Parse(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        var argument = colon < 0 ? "" : specification[(colon + 1)..];
        return (colon < 0 ? specification : specification[..colon]) switch
        {
            "whole" when colon < 0 => new WholeTextExtractor(),
            "first-number" when colon < 0 => new NumberExtractor(last: false),
            "last-number" when colon < 0 => new NumberExtractor(last: true),
            "boxed" when colon < 0 => new BoxedExtractor(),
            "regex" when argument.Length > 0 => new PatternExtractor(argument),
            "json" when argument.Length > 0 => new JsonExtractor(argument),
            _ => throw new OptionException(nameof(specification), $"'{specification}' is no way to extract an answer; use one of {Specifications}."),
        };
    }
}
