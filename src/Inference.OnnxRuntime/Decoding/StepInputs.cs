using Accelerated.Inference.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>What a decoder takes in a step beside its cache, in native memory.</summary>
internal sealed class StepInputs : IDisposable
{
    private readonly List<(TokenInput Input, NativeBuffer Buffer, Func<int, long>? Value, Func<long[]> Shape)> _inputs = [];
    private int _width;
    private int _rows;
    private int _past;
    private int[] _tokens = [];

    public StepInputs(DecoderGraph graph)
    {
        Add(graph.Ids, i => _tokens[i], () => [_rows, _width]);
        Add(graph.Mask, null, () => [_rows, _past + _width]);
        Add(graph.Positions, i => _past + (i % _width), () => [_rows, _width]);
        Add(graph.CachePositions, i => _past + i, () => [_width]);
        Add(graph.KeptLogits, null, () => []);
        Add(graph.Branch, _ => _past > 0 ? 1 : 0, () => []);
        Names = [.. _inputs.Select(input => input.Input.Name)];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Sets the tokens that are appended to rows, given row by row, which have so many already.</summary>
    public void Set(ReadOnlySpan<int> tokens, int rows, int past)
    {
        _tokens = tokens.ToArray();
        (_rows, _width, _past) = (rows, tokens.Length / rows, past);
    }

    /// <summary>Appends the tensors, in the order of <see cref="Names"/>; they are valid until the next call.</summary>
    public void AddTo(List<OrtValue> tensors)
    {
        foreach (var (input, buffer, value, shape) in _inputs)
        {
            var dimensions = shape() is { Length: > 0 } sizes ? sizes : [.. Enumerable.Repeat(1L, input.Rank)];
            var count = checked((int)dimensions.Aggregate(1L, (product, size) => product * size));
            buffer.Reserve((long)count * ElementBytes.Of(input.Type));
            Fill(buffer, input.Type, count, value);
            tensors.Add(buffer.Tensor(input.Type, dimensions));
        }
    }

    public void Dispose() => _inputs.ForEach(input => input.Buffer.Dispose());

    // Ones where no values are given: masks are long, and nothing else.
    private static unsafe void Fill(NativeBuffer buffer, TensorElementType type, int count, Func<int, long>? value)
    {
        switch (type)
        {
            case TensorElementType.Int64:
                var longs = new Span<long>(buffer.Start, count);
                longs.Fill(1);
                for (var i = 0; value is not null && i < count; i++)
                {
                    longs[i] = value(i);
                }

                break;
            case TensorElementType.Int32:
                var integers = new Span<int>(buffer.Start, count);
                integers.Fill(1);
                for (var i = 0; value is not null && i < count; i++)
                {
                    integers[i] = (int)value(i);
                }

                break;
            default:
                *buffer.Start = (byte)(value is null ? 1 : value(0));
                break;
        }
    }

    private void Add(TokenInput? input, Func<int, long>? value, Func<long[]> shape)
    {
        if (input is not null)
        {
            _inputs.Add((input, new NativeBuffer(), value, shape));
        }
    }
}
