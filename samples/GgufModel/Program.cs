using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Metrics;

// The small instruct model of this repository, or another GGUF file.
var path = args.FirstOrDefault() ?? "models/reviews-chat-f32.gguf";
using var model = await LLamaSharpCandidateSource.OpenAsync(path);
using var decoder = new MetricAwareDecoder(
    model,
    new SelectionOptions(Metric.TokenF1()),
    new DecodingOptions { Candidates = 32, Sampling = new SamplingOptions { Temperature = 0.7, MaxTokens = 24 } });

string[] reviews =
[
    "Soft, light, and it fits well. I wear it every week.",
    "Too small, and the seams came apart in the first wash. Sent it back.",
];
foreach (var review in reviews)
{
    var decoding = await decoder.DecodeAsync($"Review: {review}\nWrite a short title.");
    Console.WriteLine(review);
    var selection = decoding.Selection;
    Console.WriteLine($"  selected of {decoding.Samples.Count}: {selection.Text} (expected token F1 {selection.Expected:F3})");
    foreach (var ranked in selection.Ranking.Skip(1).Take(2))
    {
        Console.WriteLine($"  then: {decoding.Votes[ranked.Index].Text} ({ranked.Expected:F3})");
    }

    Console.WriteLine($"  drawn in {decoding.Drawing.TotalSeconds:F2} s, selected in {decoding.Selecting.TotalMilliseconds:F1} ms");
}
