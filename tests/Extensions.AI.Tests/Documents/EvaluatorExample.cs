using Accelerated.Extensions.AI.Evaluating;
using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Accelerated.Extensions.AI.Tests.Documents;

/// <summary>Runs what docs/dependency-injection.md shows of evaluators.</summary>
public sealed class EvaluatorExample
{
    [Test]
    public async Task Evaluates_by_metrics()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "paris"));
        var evaluator = new MetricEvaluator(Metric.TokenF1(), Metric.ChrF());
        var result = await evaluator.EvaluateAsync(response, additionalContext: [new ReferencesContext("Paris", "the city of Paris")]);
        Assert.That(result.Get<NumericMetric>("token-f1").Value, Is.EqualTo(1));
    }

    [Test]
    public void Selects_by_an_evaluator()
    {
        IEvaluator judge = new MetricEvaluator(Metric.TokenF1());
        var metric = EvaluatorMetric.Create(judge, minimum: 0, maximum: 1);
        using var selector = new Selector(new SelectionOptions(metric));
        Assert.That(selector.Select(new Problem("q1", ["paris", "paris france", "london"])).Text, Is.EqualTo("paris"));
    }
}
