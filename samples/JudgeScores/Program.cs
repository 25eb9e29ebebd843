using Accelerated.Inference;
using Accelerated.Inference.Grids;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Metrics;

// A judge that gives 1 to 5 stars. Instead of sampling its answer, the probability of each is read from the model.
using var model = await LLamaSharpCandidateSource.OpenAsync("models/reviews-chat-f32.gguf");
var stars = new GridOptions(Grid.Parse("1..5"));

// The same probabilities, decided for three losses: the mean for squared error, the median for absolute error, the likeliest answer.
using var mean = new GridDecoder(model, new SelectionOptions(Metric.SquaredError()) { Rule = SelectionRule.Bayes }, stars);
using var median = new GridDecoder(model, new SelectionOptions(Metric.AbsoluteError()) { Rule = SelectionRule.Bayes }, stars);
using var likeliest = new GridDecoder(model, new SelectionOptions(Metric.ExactMatch()), stars);

string[] texts =
[
    "Love it. Perfect fit, great color, and so many compliments.",
    "Pretty, but the fabric is thin and it runs large. I am not sure that I will keep it.",
    "Fell apart in the first wash. Sent it back.",
];
foreach (var text in texts)
{
    Prompt prompt = $"Review: {text}\nHow many stars, 1 to 5?";
    var decoding = await mean.DecodeAsync(prompt);
    var total = decoding.Votes.Sum(vote => vote.Weight);
    var shares = string.Join(' ', decoding.Votes.Select(vote => $"{vote.Text}:{vote.Weight / total:P0}"));
    Console.WriteLine(text);
    Console.WriteLine($"  {shares}; outside the grid {decoding.OutsideGrid:P1}");
    var (middle, usual) = (await median.DecodeAsync(prompt), await likeliest.DecodeAsync(prompt));
    Console.WriteLine($"  mean {decoding.Selection.Value!.Number:F2}, median {middle.Text}, likeliest {usual.Text}");
}
