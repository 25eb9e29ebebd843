using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>Makes extractors from their specifications.</summary>
public static class AnswerExtractor
{
    /// <summary>The specifications, for help and errors.</summary>
    public const string Specifications =
        "whole, letters, first-number, last-number, boxed, gsm8k, choice, choice:A-J, after:MARKER, regex:PATTERN, "
        + "regex-first:PATTERN, json:PATH, json-last:PATH";

    private static readonly string[] Names =
    [
        "whole", "letters", "first-number", "last-number", "boxed", "gsm8k", "choice", "after", "regex", "regex-first", "json", "json-last",
    ];

    /// <summary>
    /// The extractor of a specification; several, separated by commas, are tried in turn until one finds an answer
    /// (<c>gsm8k,last-number</c>). Text between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> is left out before, and so is another
    /// example that a model goes on with (a line that begins with <c>Question:</c>) where the text before it has an answer.
    /// <list type="bullet">
    /// <item><c>whole</c>: the trimmed text.</item>
    /// <item><c>letters</c>: the text's letters and apostrophes in lower case, with single spaces, as transcripts are compared.</item>
    /// <item><c>first-number</c>, <c>last-number</c>: a number of the text, in plain digits; a time or a date as it is written.</item>
    /// <item><c>boxed</c>: the last <c>\boxed{...}</c> or <c>\fbox{...}</c>.</item>
    /// <item><c>gsm8k</c>: what follows the first <c>####</c>.</item>
    /// <item><c>choice</c>: a letter from A to E, or of another range (<c>choice:A-J</c>).</item>
    /// <item><c>after:MARKER</c>: the text behind the last MARKER.</item>
    /// <item><c>regex:PATTERN</c>, <c>regex-first:PATTERN</c>: the last or first match, its first group where it has one.</item>
    /// <item>
    /// <c>json:PATH</c>, <c>json-last:PATH</c>: a value of the first or last JSON of the text that has it, as <c>$.answer.value</c> or
    /// <c>$.items[0]</c>.
    /// </item>
    /// </list>
    /// </summary>
    /// <exception cref="OptionException">The specification is not known, or its pattern or path is malformed.</exception>
    public static IAnswerExtractor Parse(string specification) => Create(specification, new NumberReader());

    /// <param name="specification">The specification.</param>
    /// <param name="numbers">How numbers are written; its place is not used.</param>
    internal static ExtractorChain Create(string specification, NumberReader numbers)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var steps = Split(specification).Select(step => Step(step, numbers)).ToArray();
        return new ExtractorChain(specification, steps, numbers);
    }

    // At the commas before another name, for patterns have commas too.
    private static IEnumerable<string> Split(string specification)
    {
        var start = 0;
        for (var comma = specification.IndexOf(',', StringComparison.Ordinal); comma >= 0; comma = specification.IndexOf(',', comma + 1))
        {
            var rest = specification.AsSpan(comma + 1);
            var end = rest.IndexOfAny(',', ':');
            if (Names.Contains(rest[..(end < 0 ? rest.Length : end)].ToString()))
            {
                yield return specification[start..comma];
                start = comma + 1;
            }
        }

        yield return specification[start..];
    }

    private static ValueExtractor Step(string step, NumberReader numbers)
    {
        var colon = step.IndexOf(':', StringComparison.Ordinal);
        var argument = colon < 0 ? null : step[(colon + 1)..];
        return (colon < 0 ? step : step[..colon], argument) switch
        {
            ("whole", null) => new WholeTextExtractor(numbers),
            ("letters", null) => new LettersExtractor(numbers),
            ("first-number", null) => new NumberExtractor(numbers, NumberPosition.First),
            ("last-number", null) => new NumberExtractor(numbers, NumberPosition.Last),
            ("boxed", null) => new BoxedExtractor(numbers),
            ("gsm8k", null) => new GradeSchoolExtractor(numbers),
            ("choice", null) => new ChoiceExtractor(numbers, 'A', 'E'),
            ("choice", [>= 'A' and <= 'Z' and var first, '-', >= 'A' and <= 'Z' and var last]) when first < last =>
                new ChoiceExtractor(numbers, first, last),
            ("after", { Length: > 0 }) => new MarkerExtractor(numbers, argument),
            ("regex", { Length: > 0 }) => new PatternExtractor(numbers, argument, last: true),
            ("regex-first", { Length: > 0 }) => new PatternExtractor(numbers, argument, last: false),
            ("json", { Length: > 0 }) => new JsonExtractor(numbers, argument, last: false),
            ("json-last", { Length: > 0 }) => new JsonExtractor(numbers, argument, last: true),
            _ => throw new OptionException("extract", $"Invalid value '{step}' for an answer extractor: expected one of {Specifications}."),
        };
    }
}
