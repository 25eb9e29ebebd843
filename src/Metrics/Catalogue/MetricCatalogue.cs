using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>Every metric that has a name. A new metric is one file and one line here.</summary>
public static class MetricCatalogue
{
    /// <summary>The definitions, in the order in which the tool lists them.</summary>
    public static IReadOnlyList<MetricDefinition> Definitions { get; } =
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
        RougeL.Definition,
        Bleu.Definition,
        ChrF.Characters,
        ChrF.CharactersAndWords,
        EditDistance.Characters,
        EditDistance.Words,
        EditDistance.Tokens,
        NormalizedEditDistance.Definition,
        StringAlignment.Definition,
        Indel.Definition,
        WeightedEditDistance.Definition,
        JaroWinkler.Definition,
        ErrorRate.Words,
        ErrorRate.Characters,
        SquaredError.Definition,
        AbsoluteError.Definition,
        Huber.Definition,
        Pinball.Definition,
        LogCosh.Definition,
        RelativeError.Definition,
        SquaredLogError.Definition,
        Hit.Definition,
        Cosine.Definition,
        Euclidean.Definition,
        LabelF1.Definition,
        LabelJaccard.Definition,
        LabelSubset.Definition,
        LabelHamming.Definition,
    ];

    /// <summary>The metric of a specification <c>name</c> or <c>name:key=value,key=value</c>.</summary>
    /// <exception cref="OptionException">A name or option is unknown or a value is not allowed.</exception>
    public static Metric Parse(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? specification : specification[..colon];
        var definition = Definitions.FirstOrDefault(d => d.Name == name)
            ?? throw new OptionException("specification", $"Unknown metric '{name}'; did you mean '{NearestName.Of(name, Definitions.Select(d => d.Name))}'? 'accelerated metrics' lists all.");
        var values = definition.Options.ToDictionary(option => option.Name, option => option.Default);
        var given = new HashSet<string>();
        foreach (var part in colon < 0 ? [] : specification[(colon + 1)..].Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new OptionException("specification", $"'{part}' in '{specification}' is no option; options are written key=value, separated by commas.");
            }

            var key = part[..equals];
            var option = definition.Options.FirstOrDefault(o => o.Name == key) ?? throw UnknownOption(definition, key);
            values[key] = given.Add(key)
                ? Validate(definition, option, part[(equals + 1)..])
                : throw new OptionException("specification", $"'{key}' stands twice in '{specification}'; give it once.");
        }

        return definition.Create(new MetricOptions(specification, values));
    }

    private static string Validate(MetricDefinition definition, MetricOption option, string value)
    {
        if (option.Choices is { } choices)
        {
            return choices.Contains(value)
                ? value
                : throw new OptionException("specification", $"Invalid value '{value}' for {definition.Name}:{option.Name}: expected one of {string.Join(", ", choices)}.");
        }

        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && number >= option.Minimum && number <= option.Maximum
            ? value
            : throw new OptionException("specification", string.Create(
                CultureInfo.InvariantCulture, $"Invalid value '{value}' for {definition.Name}:{option.Name}: expected a number {Range(option)}."));
    }

    private static string Range(MetricOption option) => double.IsFinite(option.Maximum)
        ? string.Create(CultureInfo.InvariantCulture, $"from {option.Minimum} to {option.Maximum}")
        : string.Create(CultureInfo.InvariantCulture, $"of at least {option.Minimum}");

    private static OptionException UnknownOption(MetricDefinition definition, string key) => new("specification", definition.Options.Count == 0
        ? $"{definition.Name} has no options, so not '{key}' either; leave it out."
        : $"{definition.Name} has no option '{key}'; did you mean '{NearestName.Of(key, definition.Options.Select(o => o.Name))}'? It takes {string.Join(", ", definition.Options.Select(o => o.Name))}.");
}
