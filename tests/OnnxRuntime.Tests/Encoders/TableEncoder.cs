using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>
/// An encoder whose token vectors are rows of a known table, as a sentence encoder (one vector a token) or as a scorer of pairs (minus the
/// squared distance of the sums of the two texts' vectors). What the mask leaves out and the types tell apart shows in both.
/// </summary>
internal sealed record TableEncoder
{
    public const int Dimension = 4;

    private const TensorElementType Float = TensorElementType.Float;

    /// <summary>Size of the tokenizer's vocabulary, <c>bert.json</c>.</summary>
    public const int Vocabulary = 567;

    public TensorElementType TokenType { get; init; } = TensorElementType.Int64;

    public TensorElementType OutputType { get; init; } = Float;

    public bool HasMask { get; init; } = true;

    public bool IsPairScorer { get; init; }

    public bool IsPooled { get; init; }

    /// <summary>Whether a pair scorer gives its values in one dimension.</summary>
    public bool IsFlat { get; init; }

    public string? MoreInput { get; init; }

    public string Output { get; init; } = "out";

    /// <summary>A number of the table; 0 for the special tokens.</summary>
    public static float Table(int token, int dimension) => token < 5 ? 0 : ((token * 7 + dimension * 13) % 17 - 8) / 8f;

    /// <summary>Writes model and tokenizer, and gives the model's path.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, "encoder.onnx");
        File.WriteAllBytes(path, Build());
        File.Copy(TestTokenizers.Path("bert.json"), Path.Combine(folder, "tokenizer.json"), overwrite: true);
        return path;
    }

    private byte[] Build()
    {
        var writer = new OnnxWriter();
        writer.Input("input_ids", TokenType, "batch", "tokens");
        var table = writer.Constant(
            [.. Enumerable.Range(0, Vocabulary).SelectMany(token => Enumerable.Range(0, Dimension).Select(d => Table(token, d)))],
            Vocabulary,
            Dimension);
        var last = writer.Whole([2], 1);
        var second = writer.Whole([1], 1);
        var vectors = writer.Node("Gather", [table, "input_ids"]);
        if (HasMask)
        {
            writer.Input("attention_mask", TokenType, "batch", "tokens");
            var mask = writer.Node("Unsqueeze", [writer.Cast("attention_mask", Float), last]);

            // Padding has a vector of its own, so that pooling over it would show.
            var padding = writer.Node("Sub", [writer.Constant([1], 1), mask]);
            vectors = writer.Node("Add", [vectors, writer.Node("Mul", [padding, writer.Constant([100], 1)])]);
            vectors = IsPairScorer ? writer.Node("Mul", [vectors, mask]) : vectors;
        }

        if (MoreInput is not null)
        {
            writer.Input(MoreInput, TokenType, "batch");
        }

        if (IsPairScorer)
        {
            writer.Input("token_type_ids", TokenType, "batch", "tokens");
            var types = writer.Node("Unsqueeze", [writer.Cast("token_type_ids", Float), last]);
            var sign = writer.Node("Sub", [writer.Constant([1], 1), writer.Node("Mul", [types, writer.Constant([2], 1)])]);
            var difference = writer.Node("ReduceSum", [writer.Node("Mul", [vectors, sign]), second], null, ("keepdims", 0));
            var squares = writer.Node("Mul", [difference, difference]);
            squares = writer.Node("ReduceSum", [squares, second], null, ("keepdims", IsFlat ? 0 : 1));
            Finish(writer.Node("Neg", [squares]), IsFlat ? ["batch"] : ["batch", 1]);
        }
        else if (IsPooled)
        {
            Finish(writer.Node("ReduceSum", [vectors, second], null, ("keepdims", 0)), "batch", Dimension);
        }
        else
        {
            Finish(vectors, "batch", "tokens", Dimension);
        }

        return writer.Finish();

        void Finish(string value, params object[] shape)
        {
            writer.Cast(value, OutputType, Output);
            writer.Output(Output, OutputType, shape);
        }
    }
}
