using System.CommandLine;
using System.Globalization;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>How texts are read: <c>--extract</c>, <c>--numbers</c> and <c>--language</c>.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string?>? _extract;

    private readonly Option<string> _numbers = CommonOptions.Text(
        "--numbers", "invariant", "LOCALE",
        "How numbers are written, which settles what 1,234 and 1.234 are: invariant (as en), auto (as each problem's other numbers show), "
        + "en, de, fr, ch, in, ...");

    private readonly Option<string?> _language = CommonOptions.Optional(
        "--language", "CODE",
        "Language of the texts (en, de, fr, zh, ja, ar, ...): words, articles, lower case and punctuation of metrics over texts, and the "
        + "default of --numbers.");

    private readonly List<ReadingNotes> _notes = [];
    private readonly List<RecordMetric> _records = [];
    private ExtractorChain? _chain;

    /// <summary>The options of a command.</summary>
    /// <param name="extract">What <c>--extract</c> does; null for a command that extracts nothing.</param>
    public AnswerOptions(string? extract) =>
        _extract = extract is null ? null : CommonOptions.Optional("--extract", "HOW", $"{extract}: {AnswerExtractor.Specifications}.");

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => _extract is null ? [_numbers, _language] : [_extract, _numbers, _language];

    /// <summary>The extractor that the command line names; null where it names none.</summary>
    /// <exception cref="OptionException">The specification or the locale is unknown.</exception>
    public IAnswerExtractor? Extractor(ParseResult parsed)
    {
        var numbers = new NumberReader(locale: Locale(parsed));
        numbers = CommonOptions.IsGiven(parsed, _numbers) ? numbers : numbers.ByLanguage();
        _notes.Add(numbers.Notes);
        return _chain = _extract is not null && parsed.GetValue(_extract) is { } extract ? AnswerExtractor.Create(extract, numbers) : null;
    }

    /// <summary>The metric of a specification, which reads texts and numbers as the command line says unless it says so itself.</summary>
    /// <exception cref="OptionException">The metric, the language or the locale is unknown, or an option is not allowed.</exception>
    public Metric MetricOf(ParseResult parsed, string specification)
    {
        var isOfSample = parsed.CommandResult.Command.Name is "evaluate" or "decode"
            && parsed.CommandResult.GetValue<string?>("FILE") is null;
        if (RecordMetrics.Of(specification, isOfSample) is { } record)
        {
            _records.Add(record);
            return record;
        }

        var metric = CommonOptions.MetricOf(Localized(parsed, specification, CommonOptions.MetricOf(specification)));
        if (metric is not NumberMetric number)
        {
            return metric;
        }

        _notes.Add(number.Reader.Notes);
        var saysHow = CommonOptions.IsGiven(parsed, _numbers) || specification.Contains("numbers=", StringComparison.Ordinal);
        return saysHow ? number : number.With(number.Reader.ByLanguage());
    }

    /// <summary>A specification with what the command line says about texts and numbers, unless it says so itself.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="specification">The specification.</param>
    /// <param name="metric">The metric whose options it takes.</param>
    /// <exception cref="OptionException">The language or the locale is unknown.</exception>
    public string Localized(ParseResult parsed, string specification, Metric metric)
    {
        if (metric is NumberMetric && Locale(parsed) is var locale && locale != NumberLocale.Invariant)
        {
            return With("numbers", locale.Name);
        }

        return LanguageOf(parsed) is { } language && TextOptions.HasLanguage(metric.Info.Name)
            ? With("language", language.Name)
            : specification;

        string With(string option, string value)
        {
            var separator = specification.Contains(':', StringComparison.Ordinal) ? ',' : ':';
            return specification.Contains(option + "=", StringComparison.Ordinal)
                ? specification
                : $"{specification}{separator}{option}={value}";
        }
    }

    /// <summary>Says, once a run, which numbers were read by a rule and which were rounded, and what was left out of records.</summary>
    public void Report(Action<string> line)
    {
        _records.ForEach(record => RecordReport.Write(record, line));
        if (_chain?.Notes.Reasonings is > 0 and var reasonings)
        {
            line(string.Create(CultureInfo.InvariantCulture, $"Texts whose reasoning was left out: {reasonings}."));
        }

        if (_chain?.Notes.Examples is > 0 and var examples)
        {
            line(string.Create(
                CultureInfo.InvariantCulture, $"Texts of which another example, behind the answer, was left out: {examples}."));
        }

        if (_notes.Sum(note => note.Ambiguous) is var ambiguous and > 0)
        {
            var first = _notes.First(note => note.Ambiguous > 0).FirstAmbiguous;
            line(string.Create(
                CultureInfo.InvariantCulture,
                $"Numbers that could be read in two ways: {ambiguous}, e.g. {first}. "
                + $"Name their locale with --numbers, e.g. --numbers de."));
        }

        if (_notes.Sum(note => note.Inexact) is var inexact and > 0)
        {
            var first = _notes.First(note => note.Inexact > 0).FirstInexact;
            line(string.Create(
                CultureInfo.InvariantCulture, $"Whole numbers beyond 2^53 that were rounded: {inexact}, e.g. {first}."));
        }
    }

    private NumberLocale Locale(ParseResult parsed) => !CommonOptions.IsGiven(parsed, _numbers) && LanguageOf(parsed) is { } language
        ? NumberLocale.Of(language.Numbers)!
        : CommonOptions.OneOf(
            "numbers", parsed.GetValue(_numbers)!, [.. NumberLocale.Names.Select(name => (name, NumberLocale.Of(name)!))]);

    private Language? LanguageOf(ParseResult parsed) => parsed.GetValue(_language) is { } code
        ? CommonOptions.OneOf("language", code, [.. Languages.Names.Select(name => (name, Languages.Of(name)))])
        : null;
}
