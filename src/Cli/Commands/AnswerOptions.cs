using System.CommandLine;
using System.Globalization;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>How answers and their numbers are read from texts: <c>--extract</c> and <c>--numbers</c>.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string?>? _extract;

    private readonly Option<string> _numbers = CommonOptions.Text(
        "--numbers", "invariant", "LOCALE",
        "How numbers are written, which settles what 1,234 and 1.234 are: invariant (as en), auto (as each problem's other numbers show), "
        + "en, de, fr, ch, in, ...");

    private readonly List<ReadingNotes> _notes = [];
    private ExtractorChain? _chain;

    /// <summary>The options of a command.</summary>
    /// <param name="extract">What <c>--extract</c> does; null for a command that extracts nothing.</param>
    public AnswerOptions(string? extract) =>
        _extract = extract is null ? null : CommonOptions.Optional("--extract", "HOW", $"{extract}: {AnswerExtractor.Specifications}.");

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => _extract is null ? [_numbers] : [_extract, _numbers];

    /// <summary>The extractor that the command line names; null where it names none.</summary>
    /// <exception cref="OptionException">The specification or the locale is unknown.</exception>
    public IAnswerExtractor? Extractor(ParseResult parsed)
    {
        var numbers = new NumberReader(locale: Locale(parsed));
        _notes.Add(numbers.Notes);
        return _chain = _extract is not null && parsed.GetValue(_extract) is { } extract ? AnswerExtractor.Create(extract, numbers) : null;
    }

    /// <summary>The metric of a specification, which reads numbers as the command line says unless it says so itself.</summary>
    /// <exception cref="OptionException">The metric or the locale is unknown, or an option is not allowed.</exception>
    public Metric MetricOf(ParseResult parsed, string specification)
    {
        var locale = Locale(parsed);
        var metric = CommonOptions.MetricOf(specification);
        if (metric is NumberMetric && locale != NumberLocale.Invariant && !specification.Contains("numbers=", StringComparison.Ordinal))
        {
            var separator = specification.Contains(':', StringComparison.Ordinal) ? ',' : ':';
            metric = CommonOptions.MetricOf($"{specification}{separator}numbers={locale.Name}");
        }

        if (metric is NumberMetric { Reader.Notes: var notes })
        {
            _notes.Add(notes);
        }

        return metric;
    }

    /// <summary>Says, once a run, which numbers were read by a rule and which were rounded.</summary>
    public void Report(Action<string> line)
    {
        if (_chain?.Notes.Reasonings is > 0 and var reasonings)
        {
            line(string.Create(CultureInfo.InvariantCulture, $"The reasoning of {reasonings} texts was left out."));
        }

        if (_chain?.Notes.Examples is > 0 and var examples)
        {
            line(string.Create(CultureInfo.InvariantCulture, $"Another example behind the answer was left out of {examples} texts."));
        }

        if (_notes.Sum(note => note.Ambiguous) is var ambiguous and > 0)
        {
            var first = _notes.First(note => note.Ambiguous > 0).FirstAmbiguous;
            line(string.Create(
                CultureInfo.InvariantCulture,
                $"{ambiguous} numbers could be read in two ways, the first {first}; say how they are written with --numbers, e.g. de."));
        }

        if (_notes.Sum(note => note.Inexact) is var inexact and > 0)
        {
            var first = _notes.First(note => note.Inexact > 0).FirstInexact;
            line(string.Create(
                CultureInfo.InvariantCulture, $"{inexact} whole numbers beyond 2^53 were rounded, the first {first}."));
        }
    }

    private NumberLocale Locale(ParseResult parsed) => CommonOptions.OneOf(
        "numbers", parsed.GetValue(_numbers)!, [.. NumberLocale.Names.Select(name => (name, NumberLocale.Of(name)!))]);
}
