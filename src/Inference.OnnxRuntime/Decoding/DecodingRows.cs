using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference;

/// <summary>
/// Rows of equal length being decoded: their key/value cache in native memory, twice, since a step reads one and writes the other; neither
/// passes through managed arrays. One thread at a time.
/// </summary>
internal sealed unsafe class DecodingRows : IDisposable
{
    private readonly DecoderModel _model;
    private readonly NativeBuffer[] _past;
    private readonly NativeBuffer[] _present;
    private readonly NativeBuffer _ids = new();
    private readonly NativeBuffer _mask = new();
    private readonly NativeBuffer _positions = new();
    private readonly NativeBuffer _logits = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly List<(int From, int To)> _copies = [];
    private float[] _converted = [];
    private int _width = 1;

    public DecodingRows(DecoderModel model, bool probing = false)
    {
        _model = model;
        _past = Buffers(model.Layout.Tensors);
        _present = Buffers(model.Layout.Tensors);
        _inputNames = ["input_ids", "attention_mask", .. model.HasPositions ? (string[])["position_ids"] : [], .. model.CacheInputs];
        _outputNames = ["logits", .. model.CacheOutputs];
        if (!probing)
        {
            _converted = new float[model.LogitsType == TensorElementType.Float16 ? model.VocabularySize : 0];
        }
    }

    public int Rows { get; private set; }

    public int Length { get; private set; }

    /// <summary>Starts with one empty row and makes room.</summary>
    public void Start(int rows, int tokens)
    {
        Rows = 1;
        Length = 0;
        foreach (var buffer in _past.Concat(_present))
        {
            buffer.Reserve(rows * tokens * _model.Layout.TokenBytes);
        }

        _mask.Reserve(8L * rows * tokens);
        new Span<long>(_mask.Start, checked(rows * tokens)).Fill(1);
    }

    /// <summary>Appends <paramref name="width"/> tokens to each row, given row by row.</summary>
    public void Append(ReadOnlySpan<int> tokens, int width, RunOptions run)
    {
        var layout = _model.Layout;
        var total = Length + width;
        _width = width;
        _ids.Reserve(8L * Rows * width);
        _positions.Reserve(8L * Rows * width);
        _logits.Reserve((long)Rows * width * _model.VocabularySize * (_model.LogitsType == TensorElementType.Float16 ? 2 : 4));
        for (var i = 0; i < Rows * width; i++)
        {
            ((long*)_ids.Start)[i] = tokens[i];
            ((long*)_positions.Start)[i] = Length + (i % width);
        }

        var inputs = new List<OrtValue>(_inputNames.Length);
        var outputs = new List<OrtValue>(_outputNames.Length);
        try
        {
            AddTokens(inputs, width, total);
            foreach (var buffer in _past)
            {
                inputs.Add(Tensor(layout.Element, buffer, layout.ElementSize, Rows, layout.Heads, Length, layout.HeadSize));
            }

            outputs.Add(Tensor(_model.LogitsType, _logits, _model.LogitsType == TensorElementType.Float16 ? 2 : 4, Rows, width, _model.VocabularySize));
            foreach (var buffer in _present)
            {
                outputs.Add(Tensor(layout.Element, buffer, layout.ElementSize, Rows, layout.Heads, total, layout.HeadSize));
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
        var offset = (((long)row * _width) + _width - 1) * size;
        if (_model.LogitsType == TensorElementType.Float)
        {
            return new ReadOnlySpan<float>((float*)_logits.Start + offset, size);
        }

        var halves = new ReadOnlySpan<Half>((Half*)_logits.Start + offset, size);
        for (var i = 0; i < size; i++)
        {
            _converted[i] = (float)halves[i];
        }

        return _converted;
    }

    /// <summary>Makes the wanted rows out of the present ones: row i continues <paramref name="parents"/>[i] and is put at <paramref name="slots"/>[i].</summary>
    public void Arrange(ReadOnlySpan<int> parents, Span<int> slots)
    {
        RowPlan.Make(parents, slots, _copies);
        var rowBytes = Length * _model.Layout.TokenBytes;
        foreach (var buffer in _past)
        {
            foreach (var (from, to) in _copies)
            {
                Buffer.MemoryCopy(buffer.Start + (from * rowBytes), buffer.Start + (to * rowBytes), rowBytes, rowBytes);
            }
        }

        Rows = parents.Length;
    }

    /// <summary>Copies the only row's cache out.</summary>
    public void Save(NativeBuffer target)
    {
        var bytes = Length * _model.Layout.TokenBytes;
        target.Reserve(bytes * _past.Length);
        for (var t = 0; t < _past.Length; t++)
        {
            Buffer.MemoryCopy(_past[t].Start, target.Start + (t * bytes), bytes, bytes);
        }
    }

    /// <summary>Starts with one row of <paramref name="length"/> tokens that <see cref="Save"/> copied out, and makes room.</summary>
    public void Restore(NativeBuffer source, int length, int rows, int tokens)
    {
        Start(rows, tokens);
        Length = length;
        var bytes = length * _model.Layout.TokenBytes;
        for (var t = 0; t < _past.Length; t++)
        {
            Buffer.MemoryCopy(source.Start + (t * bytes), _past[t].Start, bytes, bytes);
        }
    }

    /// <summary>Runs one token and lets the session allocate, to learn the width of the logits.</summary>
    public int Probe(RunOptions run)
    {
        Start(1, 1);
        _ids.Reserve(8);
        _positions.Reserve(8);
        *(long*)_ids.Start = 0;
        *(long*)_positions.Start = 0;
        var layout = _model.Layout;
        var inputs = new List<OrtValue>(_inputNames.Length);
        try
        {
            AddTokens(inputs, 1, 1);
            inputs.AddRange(_past.Select(buffer => Tensor(layout.Element, buffer, layout.ElementSize, 1, layout.Heads, 0, layout.HeadSize)));
            using var outputs = _model.Session.Run(run, _inputNames, inputs, ["logits"]);
            return checked((int)outputs[0].GetTensorTypeAndShape().Shape[^1]);
        }
        finally
        {
            inputs.ForEach(value => value.Dispose());
        }
    }

    public void Dispose()
    {
        foreach (var buffer in _past.Concat(_present).Concat([_ids, _mask, _positions, _logits]))
        {
            buffer.Dispose();
        }
    }

    private static NativeBuffer[] Buffers(int count) => [.. Enumerable.Range(0, count).Select(_ => new NativeBuffer())];

    private static OrtValue Tensor(TensorElementType type, NativeBuffer buffer, int elementSize, params long[] shape) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)buffer.Start, shape.Aggregate(1L, (size, dimension) => size * dimension) * elementSize);

    private void AddTokens(List<OrtValue> inputs, int width, int total)
    {
        inputs.Add(Tensor(TensorElementType.Int64, _ids, 8, Rows, width));
        inputs.Add(Tensor(TensorElementType.Int64, _mask, 8, Rows, total));
        if (_model.HasPositions)
        {
            inputs.Add(Tensor(TensorElementType.Int64, _positions, 8, Rows, width));
        }
    }
}
