namespace Accelerated.Metrics.Tests;

public sealed class MetricCatalogueTests
{
    private static readonly string[] Contract =
    [
        "exact-match", "token-f1", "token-precision", "token-recall", "jaccard", "dice", "rouge-1", "rouge-2", "rouge-l", "bleu", "chrf",
        "chrf++",
        "levenshtein", "levenshtein-words", "levenshtein-tokens", "normalized-levenshtein", "osa", "indel", "wer", "cer", "squared-error",
        "absolute-error", "huber", "pinball", "log-cosh", "relative-error", "hit", "cosine", "label-f1",
    ];

    /// <summary>The names of the catalogue without those that tests register.</summary>
    internal static IEnumerable<string> Names() =>
        MetricCatalogue.Definitions.Select(definition => definition.Name).Where(
            name => !name.StartsWith("test-", StringComparison.Ordinal));

    [Test]
    public void Every_promised_name_is_there_and_no_name_twice()
    {
        Assert.That(Names(), Is.SupersetOf(Contract));
        Assert.That(Names(), Is.Unique);
    }

    [TestCaseSource(nameof(Names))]
    public void A_metric_is_made_from_its_name_and_from_its_defaults_written_out(string name)
    {
        var definition = MetricCatalogue.Definitions.Single(d => d.Name == name);
        var metric = MetricCatalogue.Parse(name);
        Assert.That(metric.Info.Name, Is.EqualTo(name));
        Assert.That(metric.Info.Minimum, Is.LessThan(metric.Info.Maximum));
        Assert.That(definition.Summary, Is.Not.Empty);
        if (definition.Options.Count > 0)
        {
            var written = MetricCatalogue.Parse(
                $"{name}:{string.Join(',', definition.Options.Select(option => $"{option.Name}={option.Default}"))}");
            Assert.That(
                (written.Info.Direction, written.Info.Minimum, written.Info.Maximum, written.Info.IsSymmetric),
                Is.EqualTo((metric.Info.Direction, metric.Info.Minimum, metric.Info.Maximum, metric.Info.IsSymmetric)));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Every_choice_of_every_option_makes_a_metric(string name)
    {
        foreach (var option in MetricCatalogue.Definitions.Single(d => d.Name == name).Options)
        {
            foreach (var choice in option.Choices ?? [option.Default])
            {
                Assert.That(MetricCatalogue.Parse($"{name}:{option.Name}={choice}").Family, Is.EqualTo(MetricCatalogue.Parse(name).Family));
            }
        }
    }

    [TestCase("token-fl", "Unknown metric 'token-fl'; did you mean 'token-f1'? MetricCatalogue.Definitions lists all.")]
    [TestCase("Levenstein", "Unknown metric 'Levenstein'; did you mean 'levenshtein'? MetricCatalogue.Definitions lists all.")]
    [TestCase("", "Unknown metric ''; did you mean 'osa'? MetricCatalogue.Definitions lists all.")]
    [TestCase("huber:detla=1", "huber has no option 'detla'; did you mean 'delta'? It takes delta, missing, number, numbers, magnitudes.")]
    [TestCase("cosine:x=1", "cosine has no options, so not 'x' either; leave it out.")]
    [TestCase("huber:1", "Invalid option '1' in 'huber:1': expected key=value, separated by commas, e.g. huber:delta=2.")]
    [TestCase("huber:", "Invalid option '' in 'huber:': expected key=value, separated by commas, e.g. huber:delta=2.")]
    [TestCase("huber:delta=0", "Invalid value '0' for huber:delta: expected a number of at least 1E-09.")]
    [TestCase("huber:delta=NaN", "Invalid value 'NaN' for huber:delta: expected a number of at least 1E-09.")]
    [TestCase("huber:delta=Infinity", "Invalid value 'Infinity' for huber:delta: expected a number of at least 1E-09.")]
    [TestCase("pinball:tau=1.5", "Invalid value '1.5' for pinball:tau: expected a number from 0 to 1.")]
    [TestCase("pinball:tau=half", "Invalid value 'half' for pinball:tau: expected a number from 0 to 1.")]
    [TestCase("linex:a=0", "Invalid value '0' for linex:a: expected a number other than 0, e.g. 1 where too high costs more.")]
    [TestCase("circular-error:period=0", "Invalid value '0' for circular-error:period: expected a number of at least 1E-09.")]
    [TestCase("bleu:smooth=log", "Invalid value 'log' for bleu:smooth: expected one of exp, floor, add-k, none.")]
    [TestCase("f-beta:beta=1,beta=2", "Option 'beta' is given twice in 'f-beta:beta=1,beta=2'; give it once.")]
    [TestCase("token-f1:sets=yes", "Invalid value 'yes' for token-f1:sets: expected one of true, false.")]
    public void Rejects_a_wrong_name_or_option_with_the_rule_and_the_nearest_name(string specification, string message) =>
        Assert.That(() => MetricCatalogue.Parse(specification), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));

    [Test]
    public void A_registered_metric_is_found_by_name_with_its_options()
    {
        MetricCatalogue.Register(new MetricDefinition(
            "test-scaled-length",
            "difference of lengths, scaled",
            [new MetricOption("scale", "1", "the unit", minimum: 0.5)],
            options => Metric.Create(
                options.FullName,
                (h, r) => Math.Abs(h.Length - r.Length) / options.Number("scale"),
                Direction.LowerIsBetter, minimum: 0, symmetric: true)));
        var metric = Metric.Parse("test-scaled-length:scale=2");
        Assert.Multiple(() =>
        {
            Assert.That(MetricCatalogue.Definitions[^1].Name, Does.StartWith("test-"));
            Assert.That(
                metric.Info,
                Is.EqualTo(new MetricInfo("test-scaled-length:scale=2", Direction.LowerIsBetter, 0, double.PositiveInfinity, true))
                    .UsingPropertiesComparer());
            Assert.That(metric.Score("abcd", "a"), Is.EqualTo(1.5));
            Assert.That(() => Metric.Parse("test-scaled-length:scale=0"), Throws.TypeOf<OptionException>());
        });
    }

    [TestCase("token-f1", "The name 'token-f1' is taken; every metric needs its own. Register it under another. (Parameter 'definition')")]
    [TestCase(
        "My metric",
        "Invalid name 'My metric' of a metric: expected lower-case letters, digits, '-' and '+', a letter first, e.g. my-metric. "
        + "(Parameter 'definition')")]
    public void Rejects_a_name_that_is_taken_or_invalid(string name, string message) => Assert.That(
        () => MetricCatalogue.Register(new MetricDefinition(name, "", [], options => Metric.Create(options.FullName, (_, _) => 0))),
        Throws.ArgumentException.With.Message.EqualTo(message));

    [Test]
    public void Metrics_are_registered_by_many_threads_at_once()
    {
        Parallel.For(0, 100, i => MetricCatalogue.Register(
            new MetricDefinition($"test-many-{i}", "", [], options => Metric.Create(options.FullName, (_, _) => i))));
        Assert.That(
            Enumerable.Range(0, 100).Select(i => Metric.Parse($"test-many-{i}").Score("a", "b")), Is.EqualTo(Enumerable.Range(0, 100)));
    }
}
