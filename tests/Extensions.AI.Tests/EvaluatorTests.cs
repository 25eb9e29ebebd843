using Accelerated.Extensions.AI.Evaluating;
using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Accelerated.Extensions.AI.Tests;

public sealed class EvaluatorTests
{
    [Test]
    public async Task Metrics_evaluate_a_response_by_the_best_of_several_right_answers()
    {
        var evaluator = new MetricEvaluator(Metric.TokenF1(), Metric.Levenshtein());
        var result = await evaluator.EvaluateAsync(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, " paris france ")),
            additionalContext: [new ReferencesContext("paris", "lyon")]);
        Assert.That(evaluator.EvaluationMetricNames, Is.EqualTo(new[] { "token-f1", "levenshtein" }));
        Assert.That(result.Get<NumericMetric>("token-f1").Value, Is.EqualTo(2.0 / 3));
        Assert.That(result.Get<NumericMetric>("token-f1").Reason, Is.EqualTo("Higher is better; the best of 2 right answers counts."));
        Assert.That(result.Get<NumericMetric>("levenshtein").Value, Is.EqualTo(7));
        Assert.That(result.Get<NumericMetric>("levenshtein").Context, Contains.Key(ReferencesContext.ContextName));
    }

    [Test]
    public async Task What_cannot_be_evaluated_has_a_diagnostic_instead_of_a_value()
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "no number"));
        var without = (await new MetricEvaluator(Metric.TokenF1()).EvaluateAsync(response)).Get<NumericMetric>("token-f1");
        var unread = (await new MetricEvaluator(Metric.SquaredError()).EvaluateAsync(
            response, additionalContext: [new ReferencesContext("3")])).Get<NumericMetric>("squared-error");
        Assert.That(without.Value ?? unread.Value, Is.Null);
        Assert.That(without.Diagnostics!.Single().Message, Does.Contain("Pass a ReferencesContext"));
        Assert.That(unread.Diagnostics!.Single().Severity, Is.EqualTo(EvaluationDiagnosticSeverity.Error));
    }

    [Test]
    public void Rejects_no_metric_one_twice_and_no_reference()
    {
        Assert.That(() => new MetricEvaluator(), Throws.ArgumentException);
        Assert.That(() => new MetricEvaluator(Metric.TokenF1(), Metric.TokenF1()), Throws.ArgumentException);
        Assert.That(() => new ReferencesContext(), Throws.ArgumentException.With.Message.StartsWith("There is no reference"));
    }

    [Test]
    public void An_evaluator_as_a_metric_selects_as_the_metric_in_it_does()
    {
        var problem = new Problem("q1", ["paris", "paris france", "the city of paris", "london"]);
        using var own = new Selector(new SelectionOptions(Metric.TokenF1()));
        using var wrapped = new Selector(new SelectionOptions(
            EvaluatorMetric.Create(new MetricEvaluator(Metric.TokenF1(), Metric.ChrF()), name: "token-f1", minimum: 0, maximum: 1)));
        var (expected, actual) = (own.Select(problem), wrapped.Select(problem));
        Assert.That(actual.Text, Is.EqualTo(expected.Text));
        Assert.That(actual.Expected, Is.EqualTo(expected.Expected).Within(1e-12));
    }

    [Test]
    public void Truths_count_as_one_or_zero_and_a_judge_reads_conversation_and_its_own_context()
    {
        var judge = new Judge(answer => new BooleanMetric("right", answer));
        var metric = EvaluatorMetric.Create(
            judge,
            context: reference => [new ReferencesContext(reference, "or else")],
            messages: [new ChatMessage(ChatRole.User, "Where?")]);
        Assert.That((metric.Info.Name, metric.Score("paris", "paris"), metric.Score("lyon", "paris")), Is.EqualTo(("right", 1.0, 0.0)));
        Assert.That(judge.Seen, Is.EqualTo(("Where?", 2)));
    }

    [Test]
    public void An_evaluation_without_a_value_is_an_error_with_its_diagnostics()
    {
        var metric = EvaluatorMetric.Create(new Judge(_ =>
        {
            var empty = new NumericMetric("right");
            empty.AddDiagnostics(EvaluationDiagnostic.Error("The judge was silent."));
            return empty;
        }));
        var error = Assert.Throws<ScorerException>(() => metric.Score("a", "b"))!;
        Assert.That(error.ToString(), Does.Contain("The evaluator gave no number and no truth for 'right'. The judge was silent."));
    }

    [TestCase(null)]
    [TestCase("bleu")]
    public void Rejects_a_name_that_does_not_choose_one_value(string? name) => Assert.That(
        () => EvaluatorMetric.Create(new MetricEvaluator(Metric.TokenF1(), Metric.ChrF()), name: name),
        Throws.ArgumentException.With.Message.StartsWith($"Invalid value '{name ?? "null"}' for name: expected one of token-f1, chrf."));

    private sealed class Judge(Func<bool, EvaluationMetric> judge) : IEvaluator
    {
        public (string Question, int References) Seen { get; private set; }

        public IReadOnlyCollection<string> EvaluationMetricNames { get; } = ["right"];

        public ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages,
            ChatResponse modelResponse,
            ChatConfiguration? chatConfiguration = null,
            IEnumerable<EvaluationContext>? additionalContext = null,
            CancellationToken cancellationToken = default)
        {
            var context = additionalContext!.OfType<ReferencesContext>().Single();
            Seen = (messages.LastOrDefault()?.Text ?? "", context.References.Count);
            return ValueTask.FromResult(new EvaluationResult(judge(modelResponse.Text == context.References[0])));
        }
    }
}
