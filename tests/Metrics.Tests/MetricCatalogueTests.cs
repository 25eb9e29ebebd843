namespace Accelerated.Metrics.Tests;

public sealed class MetricCatalogueTests
{
    [Test]
    public void An_unknown_name_is_met_with_the_nearest() => Assert.That(
        () => MetricCatalogue.Parse("token-fl"),
        Throws.TypeOf<MetricException>().With.Message.EqualTo("Unknown metric 'token-fl'; did you mean 'token-f1'? 'accelerated metrics' lists all."));
}
