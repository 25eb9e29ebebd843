using System.Runtime.InteropServices;
using Accelerated.Inference.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>
/// Rows of equal length being decoded: their key/value cache in native memory, twice, since a step reads one and writes the other; neither
/// passes through managed arrays. One thread at a time.
/// </summary>
internal sealed unsafe class DecodingRows : IDisposable
{
    private readonly DecoderModel _model;
    private readonly NativeBuffer[] _past;
    private readonly NativeBuffer[] _present;
    private readonly StepInputs _step;
    private readonly NativeBuffer _logits = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly List<(int From, int To)> _copies = [];
    private readonly float[] _converted;
    private int _width = 1;

    public DecodingRows(DecoderModel model)
    {
        _model = model;
        _past = Buffers(model.Cache.Count);
        _present = Buffers(model.Cache.Count);
        _step = new StepInputs(model.Graph);
        _inputNames = [.. _step.Names, .. model.Cache.Select(tensor => tensor.Past)];
        _outputNames = [model.LogitsShape.Name, .. model.Cache.Select(tensor => tensor.Present)];
        _converted = new float[model.LogitsShape.Type == TensorElementType.Float ? 0 : model.VocabularySize];
    }

    public int Rows { get; private set; }

    public int Length { get; private set; }

    /// <summary>Starts with one empty row and makes room.</summary>
    public void Start(int rows, int tokens)
    {
        Rows = 1;
        Length = 0;
        for (var t = 0; t < _past.Length; t++)
        {
            _past[t].Reserve((long)rows * tokens * _model.Cache[t].TokenBytes);
            _present[t].Reserve((long)rows * tokens * _model.Cache[t].TokenBytes);
        }
    }

    /// <summary>Appends <paramref name="width"/> tokens to each row, given row by row.</summary>
    public void Append(ReadOnlySpan<int> tokens, int width, RunOptions run)
    {
        var total = Length + width;
        var logits = _model.LogitsShape;
        _width = logits.OnlyLast ? 1 : width;
        _logits.Reserve((long)Rows * _width * _model.VocabularySize * ElementBytes.Of(logits.Type));
        _step.Set(tokens, Rows, Length);
        var inputs = new List<OrtValue>(_inputNames.Length);
        var outputs = new List<OrtValue>(_outputNames.Length);
        try
        {
            _step.AddTo(inputs);
            outputs.Add(
                _logits.Tensor(logits.Type, logits.Rank == 2 ? [Rows, _model.VocabularySize] : [Rows, _width, _model.VocabularySize]));
            for (var t = 0; t < _past.Length; t++)
            {
                var tensor = _model.Cache[t];
                inputs.Add(_past[t].Tensor(tensor.Element, tensor.Shape(Rows, Length)));
                outputs.Add(_present[t].Tensor(tensor.Element, tensor.Shape(Rows, total)));
            }

            _model.Session.Run(run, _inputNames, inputs, _outputNames, outputs);
        }
        finally
        {
            inputs.ForEach(value => value.Dispose());
            outputs.ForEach(value => value.Dispose());
        }

        for (var t = 0; t < _past.Length; t++)
        {
            (_past[t], _present[t]) = (_present[t], _past[t]);
        }

        Length = total;
    }

    /// <summary>The logits after a row's last token; valid until the next call.</summary>
    public ReadOnlySpan<float> Logits(int row)
    {
        var size = _model.VocabularySize;
        var type = _model.LogitsShape.Type;
        var bytes = size * ElementBytes.Of(type);
        var last = new ReadOnlySpan<byte>(_logits.Start + ((((long)row * _width) + _width - 1) * bytes), bytes);
        if (type == TensorElementType.Float)
        {
            return MemoryMarshal.Cast<byte, float>(last);
        }

        ElementBytes.Widen(last, type, _converted);
        return _converted;
    }

    /// <summary>
    /// Makes the wanted rows out of the present ones: row i continues <paramref name="parents"/>[i] and is put at
    /// <paramref name="slots"/>[i].
    /// </summary>
    public void Arrange(ReadOnlySpan<int> parents, Span<int> slots)
    {
        RowPlan.Make(parents, slots, _copies);
        for (var t = 0; t < _past.Length; t++)
        {
            var rowBytes = Length * _model.Cache[t].TokenBytes;
            foreach (var (from, to) in _copies)
            {
                Buffer.MemoryCopy(_past[t].Start + (from * rowBytes), _past[t].Start + (to * rowBytes), rowBytes, rowBytes);
            }
        }

        Rows = parents.Length;
    }

    /// <summary>Copies the only row's cache out.</summary>
    public void Save(NativeBuffer target)
    {
        target.Reserve(Length * _model.TokenBytes);
        var to = target.Start;
        for (var t = 0; t < _past.Length; t++)
        {
            var bytes = Length * _model.Cache[t].TokenBytes;
            Buffer.MemoryCopy(_past[t].Start, to, bytes, bytes);
            to += bytes;
        }
    }

    /// <summary>Starts with one row of <paramref name="length"/> tokens that <see cref="Save"/> copied out, and makes room.</summary>
    public void Restore(NativeBuffer source, int length, int rows, int tokens)
    {
        Start(rows, tokens);
        Length = length;
        var from = source.Start;
        for (var t = 0; t < _past.Length; t++)
        {
            var bytes = length * _model.Cache[t].TokenBytes;
            Buffer.MemoryCopy(from, _past[t].Start, bytes, bytes);
            from += bytes;
        }
    }

    public void Dispose()
    {
        _step.Dispose();
        foreach (var buffer in _past.Concat(_present).Append(_logits))
        {
            buffer.Dispose();
        }
    }

    private static NativeBuffer[] Buffers(int count) => [.. Enumerable.Range(0, count).Select(_ => new NativeBuffer())];
}
