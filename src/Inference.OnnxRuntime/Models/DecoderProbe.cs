using Accelerated.Inference.OnnxRuntime.Decoding;
using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>
/// Runs two tokens, or one where it takes no more, through a decoder whose session allocates what comes out: what is broken shows now, and
/// what metadata leaves open is seen.
/// </summary>
internal static class DecoderProbe
{
    public static (IReadOnlyList<CacheTensor> Cache, int VocabularySize, LogitsShape Logits) Run(DecoderModel model)
    {
        var graph = model.Graph;
        var tokens = graph.Width ?? 2;
        using var step = new StepInputs(graph);
        using var run = new RunOptions();
        using var none = new NativeBuffer();
        none.Reserve(0);
        var inputs = new List<OrtValue>();
        try
        {
            step.Set(new int[tokens], 1, 0);
            step.AddTo(inputs);
            var empty = graph.Cache.Select(
                tensor => tensor with { Heads = Math.Max(1, tensor.Heads), HeadSize = Math.Max(1, tensor.HeadSize) });
            inputs.AddRange(empty.Select(tensor => none.Tensor(tensor.Element, tensor.Shape(1, 0))));
            string[] inputNames = [.. step.Names, .. graph.Cache.Select(tensor => tensor.Past)];
            using var outputs = model.Session.Run(run, inputNames, inputs, [graph.Logits, .. graph.Cache.Select(tensor => tensor.Present)]);
            var logits = outputs[0].GetTensorTypeAndShape().Shape;
            var isWhole = logits is [1, _, > 0] && logits[1] == tokens;
            graph.Require(
                isWhole || logits is [1, 1, > 0] or [1, > 0],
                $"'{graph.Logits}' has the shape [{string.Join(", ", logits)}] for 1 row of {tokens} tokens. Export it with [rows, " +
                "tokens, vocabulary]");
            return (
                [.. graph.Cache.Select((tensor, i) => Seen(graph, tensor, outputs[i + 1].GetTensorTypeAndShape().Shape, tokens))],
                checked((int)logits[^1]),
                new LogitsShape(graph.Logits, graph.LogitsType, logits.Length, !isWhole));
        }
        finally
        {
            inputs.ForEach(value => value.Dispose());
        }
    }

    private static CacheTensor Seen(DecoderGraph graph, CacheTensor tensor, long[] shape, int count)
    {
        var (heads, tokens) = tensor.TokensFirst ? (2, 1) : (1, 2);
        graph.Require(
            shape.Length == 4 && shape[tokens] == count
                && (tensor.Heads == 0 || shape[heads] == tensor.Heads) && (tensor.HeadSize == 0 || shape[3] == tensor.HeadSize),
            $"'{tensor.Present}' has the shape [{string.Join(", ", shape)}] after {count} tokens, where '{tensor.Past}' promises " +
            $"[{string.Join(", ", tensor.Shape(1, count))}]. Export it with a cache that grows by the tokens, or correct its " +
            "configuration");
        return tensor with { Heads = (int)shape[heads], HeadSize = (int)shape[3] };
    }
}
