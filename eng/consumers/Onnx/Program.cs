using Accelerated.Inference;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Metrics;

using var model = await OnnxCandidateSource.OpenAsync("models/reviews-chat.onnx");
using var decoder = new MetricAwareDecoder(
    model, new SelectionOptions(Metric.TokenF1()), new DecodingOptions { Candidates = 16 });
var decoding = await decoder.DecodeAsync("Review: Soft, light, fits well.\nWrite a short title.");
Console.WriteLine($"{decoding.Text}, of {decoding.Samples.Count} drawn");
