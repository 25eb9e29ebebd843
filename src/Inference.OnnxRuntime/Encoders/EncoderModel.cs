using Accelerated.Inference.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Encoders;

/// <summary>A loaded encoder: token ids in, an output of floating numbers out. Safe for concurrent callers.</summary>
internal sealed class EncoderModel : IDisposable
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string _output;

    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How it is loaded; valid.</param>
    /// <param name="usualOutputs">Names of outputs, of which the first that is there is read where the options name none.</param>
    /// <exception cref="ModelException">The model or its tokenizer cannot be used.</exception>
    public EncoderModel(string path, OnnxEncoderOptions options, params string[] usualOutputs)
    {
        ModelFile.Check(path, "ONNX encoder");
        Text = new EncoderText(path, options);
        DecoderModel.RequireNative(path);
        _path = path;
        _session = Load(path, options);
        try
        {
            _inputs = [.. _session.InputMetadata.Keys];
            if (!_inputs.Contains(Ids) || _inputs.FirstOrDefault(name => name is not (Ids or Mask or Types)) is not null)
            {
                throw Refusal(
                    $"it takes {string.Join(", ", _inputs)}; expected {Ids}, and of {Mask} and {Types} what it needs. Export it so");
            }

            _output = options.Output ?? usualOutputs.FirstOrDefault(_session.OutputMetadata.ContainsKey) ?? _session.OutputNames[0];
            if (!_session.OutputMetadata.TryGetValue(_output, out var output) || output.ElementDataType != TensorElementType.Float)
            {
                throw Refusal(
                    $"it has no output '{_output}' of type Float; it gives {string.Join(", ", _session.OutputNames)}. Name another, or "
                    + "export it in single precision");
            }
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Its tokenizer.</summary>
    public EncoderText Text { get; }

    /// <summary>The output of rows, padded to the longest, and its shape.</summary>
    /// <exception cref="ModelException">The model failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (float[] Values, long[] Shape) Run(EncoderRow[] rows, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var width = rows.Max(row => row.Tokens.Length);
        var values = new List<OrtValue>();
        using var run = new RunOptions();
        using var stop = cancellation.Register(() => run.Terminate = true);
        try
        {
            foreach (var input in _inputs)
            {
                values.Add(Tensor(input, rows, width));
            }

            using var outputs = _session.Run(run, _inputs, values, [_output]);
            return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(
                $"Model '{_path}' failed for a batch of {rows.Length} rows of {width} tokens: {exception.Message} Lower "
                + $"{nameof(OnnxEncoderOptions)}.{nameof(OnnxEncoderOptions.MaxTokens)} to what it takes, or give its own tokenizer.",
                _path,
                exception);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    /// <summary>The refusal of a model for a reason that ends with a way out.</summary>
    public ModelException Refusal(string reason) => new($"Model '{_path}' cannot be used as an encoder: {reason}.", _path);

    public void Dispose() => _session.Dispose();

    private static InferenceSession Load(string path, OnnxEncoderOptions options)
    {
        using var session = new SessionOptions
        {
            IntraOpNumThreads = options.Threads ?? Environment.ProcessorCount,
            InterOpNumThreads = 1,
            EnableMemoryPattern = false, // shapes change from batch to batch
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // errors are thrown; the log would say them twice
        };
        ProviderChoice.Append(session, path, new OnnxOptions { Provider = options.Provider, Device = options.Device });
        try
        {
            return new InferenceSession(path, session);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(
                $"Model file '{path}' cannot be loaded: {exception.Message} Fetch it again, or export it for this version of ONNX Runtime.",
                path,
                exception);
        }
    }

    private OrtValue Tensor(string input, EncoderRow[] rows, int width)
    {
        var padding = input == Ids ? Text.Padding : 0;
        var values = new long[rows.Length * width];
        Array.Fill(values, padding);
        for (var r = 0; r < rows.Length; r++)
        {
            for (var k = 0; k < rows[r].Tokens.Length; k++)
            {
                values[r * width + k] = input switch
                {
                    Ids => rows[r].Tokens[k],
                    Mask => 1,
                    _ => k >= rows[r].FirstOfSecond ? 1 : 0,
                };
            }
        }

        long[] shape = [rows.Length, width];
        return _session.InputMetadata[input].ElementDataType == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (int)value), shape)
            : OrtValue.CreateTensorValueFromMemory(values, shape);
    }
}
