using System.Globalization;
using System.Text.RegularExpressions;

namespace Accelerated.Metrics;

/// <summary>Every metric that has a name. A new metric is one file and one line here.</summary>
public static partial class MetricCatalogue
{
    private static readonly Lock Turn = new();
    private static volatile MetricDefinition[] _definitions =
    [
        ExactMatch.Definition,
        TokenF1.Definition,
        TokenPrecision.Definition,
        TokenRecall.Definition,
        FBeta.Definition,
        Jaccard.Definition,
        Dice.Definition,
        OverlapCoefficient.Definition,
        Tversky.Definition,
        RougeN.Words,
        RougeN.Pairs,
        RougeN.Triples,
        RougeN.AnyOrder,
        RougeL.Definition,
        RougeLsum.Definition,
        Bleu.Definition,
        Gleu.Definition,
        ChrF.Characters,
        ChrF.CharactersAndWords,
        EditDistance.Characters,
        EditDistance.Words,
        EditDistance.Tokens,
        NormalizedEditDistance.Definition,
        StringAlignment.Definition,
        DamerauDistance.Definition,
        Indel.Definition,
        WeightedEditDistance.Definition,
        JaroWinkler.Definition,
        ErrorRate.Words,
        ErrorRate.Characters,
        MatchErrorRate.Definition,
        WordInformationLost.Definition,
        TranslationEditRate.Definition,
        SquaredError.Definition,
        AbsoluteError.Definition,
        Huber.Definition,
        Pinball.Definition,
        LogCosh.Definition,
        EpsilonInsensitive.Definition,
        Linex.Definition,
        RelativeError.Definition,
        SquaredLogError.Definition,
        Hit.Definition,
        CircularError.Definition,
        Cosine.Definition,
        Euclidean.Definition,
        LabelF1.Definition,
        LabelJaccard.Definition,
        LabelSubset.Definition,
        LabelHamming.Definition,
        Execution.Definition,
        QueryResult.Definition,
        AveragePrecision.Definition,
        DiscountedGain.Definition,
        RankBiasedOverlap.Definition,
        KendallAgreement.Definition,
    ];

    /// <summary>The definitions, registered ones last.</summary>
    public static IReadOnlyList<MetricDefinition> Definitions => _definitions;

    /// <summary>The metric of a specification <c>name</c> or <c>name:key=value,key=value</c>.</summary>
    /// <exception cref="OptionException">A name or option is unknown or a value is not allowed.</exception>
    public static Metric Parse(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        var definition = Find(colon < 0 ? specification : specification[..colon]);
        var given = new Dictionary<string, string>();
        foreach (var part in colon < 0 ? [] : specification[(colon + 1)..].Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new OptionException(
                    "specification",
                    $"Invalid option '{part}' in '{specification}': expected key=value, separated by commas, e.g. huber:delta=2.");
            }

            if (!given.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw new OptionException("specification", $"Option '{part[..equals]}' is given twice in '{specification}'; give it once.");
            }
        }

        return Create(definition, specification, given);
    }

    /// <summary>
    /// Adds a metric of the user, so that <see cref="Parse"/> and every list of metrics find it from now on, in this process.
    /// Safe for concurrent use.
    /// </summary>
    /// <param name="definition">Its name, meaning, options and how to make it.</param>
    /// <exception cref="ArgumentException">The name is taken or breaks the rule for names.</exception>
    public static void Register(MetricDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!Name().IsMatch(definition.Name))
        {
            throw new ArgumentException(
                $"Invalid name '{definition.Name}' of a metric: "
                + "expected lower-case letters, digits, '-' and '+', a letter first, e.g. my-metric.",
                nameof(definition));
        }

        lock (Turn)
        {
            if (_definitions.Any(known => known.Name == definition.Name))
            {
                throw new ArgumentException(
                    $"The name '{definition.Name}' is taken; every metric needs its own. Register it under another.", nameof(definition));
            }

            _definitions = [.. _definitions, definition];
        }
    }

    /// <summary>The metric of a definition and of options by name; those that are not given have their defaults.</summary>
    internal static Metric Create(MetricDefinition definition, string fullName, IReadOnlyDictionary<string, string> given)
    {
        var values = definition.Options.ToDictionary(option => option.Name, option => option.Default);
        foreach (var (key, value) in given)
        {
            var option = definition.Options.FirstOrDefault(option => option.Name == key) ?? throw UnknownOption(definition, key);
            values[key] = Validate(definition, option, value);
        }

        return definition.Create(new MetricOptions(fullName, values));
    }

    /// <summary>The definition of a name.</summary>
    /// <exception cref="OptionException">No metric has the name.</exception>
    internal static MetricDefinition Find(string name)
    {
        var known = _definitions;
        if (known.FirstOrDefault(definition => definition.Name == name) is { } found)
        {
            return found;
        }

        var nearest = NearestName.Of(name, known.Select(definition => definition.Name));
        throw new OptionException(
            "specification", $"Unknown metric '{name}'; did you mean '{nearest}'? MetricCatalogue.Definitions lists all.");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9+-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    private static string Validate(MetricDefinition definition, MetricOption option, string value)
    {
        if (option.Choices is { } choices)
        {
            return choices.Contains(value) ? value : throw Invalid($"one of {string.Join(", ", choices)}");
        }

        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && number >= option.Minimum && number <= option.Maximum
            ? value
            : throw Invalid(double.IsFinite(option.Maximum)
                ? string.Create(CultureInfo.InvariantCulture, $"a number from {option.Minimum} to {option.Maximum}")
                : string.Create(CultureInfo.InvariantCulture, $"a number of at least {option.Minimum}"));

        OptionException Invalid(string rule) =>
            new("specification", $"Invalid value '{value}' for {definition.Name}:{option.Name}: expected {rule}.");
    }

    private static OptionException UnknownOption(MetricDefinition definition, string key)
    {
        string[] names = [.. definition.Options.Select(option => option.Name)];
        return new("specification", names.Length == 0
            ? $"{definition.Name} has no options, so not '{key}' either; leave it out."
            : $"{definition.Name} has no option '{key}'; did you mean '{NearestName.Of(key, names)}'? "
                + $"It takes {string.Join(", ", names)}.");
    }
}
