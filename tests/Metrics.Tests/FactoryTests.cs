using System.Reflection;

namespace Accelerated.Metrics.Tests;

/// <summary>The methods of <see cref="Metric"/> that make the catalogue's metrics.</summary>
public sealed class FactoryTests
{
    private static MethodInfo[] Factories { get; } =
        [.. typeof(Metric).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Metric) && method.GetParameters().All(p => p.HasDefaultValue))];

    private static IEnumerable<string> Names() => Factories.Select(method => method.Name);

    [Test]
    public void Every_entry_of_the_catalogue_has_a_factory() => Assert.That(
        Factories.Select(method => Make(method).Info.Name),
        Is.EquivalentTo(MetricCatalogueTests.Names()));

    [TestCaseSource(nameof(Names))]
    public void A_factory_makes_the_metric_of_its_specification(string name)
    {
        var method = Factories.Single(factory => factory.Name == name);
        var plain = Make(method);
        Same(plain, MetricCatalogue.Parse(plain.Info.Name));
        Assert.That(method.GetParameters(), Has.Length.EqualTo(
            MetricCatalogue.Find(plain.Info.Name).Options.Except(TextOptions.Shared).Count()));
        foreach (var parameter in method.GetParameters())
        {
            foreach (var value in Values(parameter))
            {
                var metric = Make(method, parameter, value);
                var isDefault = Equals(value, Convert(parameter.DefaultValue!, value));
                Assert.That(metric.Info.Name == plain.Info.Name, Is.EqualTo(isDefault), $"{parameter.Name}: {value}");
                Same(metric, MetricCatalogue.Parse(metric.Info.Name));
            }
        }
    }

    [Test]
    public void Rejects_a_value_out_of_range() => Assert.That(
        () => Metric.Huber(delta: -1),
        Throws.TypeOf<OptionException>().With.Message.EqualTo("Invalid value '-1' for huber:delta: expected a number of at least 1E-09."));

    [Test]
    public void Options_are_values_and_make_one_name()
    {
        Assert.That(
            Metric.Bleu(BleuSmoothing.AddK, k: 0.5, tokens: BleuTokens.Characters).Info.Name,
            Is.EqualTo("bleu:smooth=add-k,k=0.5,tokenizer=char"));
        Assert.That(Metric.TokenF1(emptyMatches: false, tokenIds: true).Info.Name, Is.EqualTo("token-f1:empty=v1,unit=ids"));
        Assert.That(Metric.Huber(delta: 1).Info.Name, Is.EqualTo("huber"));
    }

    private static void Same(Metric metric, Metric parsed)
    {
        Assert.That(metric.Info, Is.EqualTo(parsed.Info).UsingPropertiesComparer());
        Assert.That(metric.GetType(), Is.EqualTo(parsed.GetType()));
        if (metric.Family != MetricFamily.Vectors)
        {
            Assert.That(metric.Score("2.5", "3"), Is.EqualTo(parsed.Score("2.5", "3")));
        }
    }

    private static Metric Make(MethodInfo method, ParameterInfo? changed = null, object? value = null) =>
        (Metric)method.Invoke(null, [.. method.GetParameters().Select(parameter => parameter == changed ? value : Type.Missing)])!;

    private static IEnumerable<object> Values(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(bool) ? [false, true]
        : parameter.ParameterType.IsEnum ? Enum.GetValues(parameter.ParameterType).Cast<object>()
        : parameter.ParameterType == typeof(string) ? ["invariant", "de"]
        : parameter.ParameterType == typeof(int) ? [1, 4, 9]
        : parameter.Name == "labels" ? [1.0, 3.0]
        : [0.125, 0.25];

    private static object Convert(object byDefault, object value) =>
        value.GetType().IsEnum ? Enum.ToObject(value.GetType(), byDefault) : byDefault;
}
