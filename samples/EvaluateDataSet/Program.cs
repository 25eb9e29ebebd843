using System.Text.Json;
using Accelerated.Extensions.AI.Evaluating;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

// Candidate titles of 40 reviews, and the title that each reviewer wrote.
var problems = File.ReadLines("samples/titles.jsonl").Select(line =>
{
    var item = JsonDocument.Parse(line).RootElement;
    return new Problem(
        item.GetProperty("id").GetString()!,
        [.. item.GetProperty("candidates").EnumerateArray().Select(text => new Candidate(text.GetString()!))])
    {
        Gold = [item.GetProperty("gold").GetString()!],
    };
}).ToList();

// Does a metric-aware rule pay? Each rule's answers, measured by both metrics, with intervals of the differences from the baseline.
using var evaluation = new Evaluation(new EvaluationOptions([Metric.TokenF1(), Metric.ChrF()]));
foreach (var problem in problems)
{
    evaluation.Add(problem);
}

var report = evaluation.Report();
Console.WriteLine($"{report.Items} items; differences from '{report.Baseline}'");
foreach (var score in report.Scores)
{
    Console.WriteLine(
        $"  {score.Rule,-28} {score.Metric,-9} {score.Value,7:F3}  {score.Difference,+7:F3} ({score.Low:F3} to {score.High:F3})");
}

// The same metrics as an evaluator of Microsoft.Extensions.AI.Evaluation, for responses and reports of that library.
using var selector = new Selector(new SelectionOptions(Metric.TokenF1()));
var evaluator = new MetricEvaluator(Metric.TokenF1(), Metric.ChrF());
var answer = selector.Select(problems[0]).Text;
var gold = problems[0].Gold![0].Text;
var result = await evaluator.EvaluateAsync(
    new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)),
    additionalContext: [new ReferencesContext(gold)]);
Console.WriteLine($"'{answer}' for '{gold}':");
foreach (var metric in result.Metrics.Values.OfType<NumericMetric>())
{
    Console.WriteLine($"  {metric.Name} {metric.Value:F3}");
}
