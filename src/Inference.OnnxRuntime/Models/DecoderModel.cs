using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference;

/// <summary>A loaded decoder: its session, and what its metadata says of inputs, outputs and cache.</summary>
internal sealed class DecoderModel : IDisposable
{
    // Below this size a step is too short for several threads to share; whole batches side by side use the cores better.
    private const long LargeModelBytes = 256L << 20;

    private DecoderModel(string path, InferenceSession session, int workers)
    {
        Path = path;
        Session = session;
        Workers = workers;
        var inputs = session.InputMetadata;
        var outputs = session.OutputMetadata;
        var layers = 0;
        while (inputs.ContainsKey(Past(layers, "key")))
        {
            layers++;
        }

        Require(layers > 0, $"it has no input '{Past(0, "key")}'; its inputs are {string.Join(", ", inputs.Keys.Take(6))}");
        HasPositions = inputs.ContainsKey("position_ids");
        CacheInputs = [.. Names(layers, Past)];
        CacheOutputs = [.. Names(layers, (layer, kind) => $"present.{layer}.{kind}")];
        string[] known = ["input_ids", "attention_mask", "position_ids", .. CacheInputs];
        var unknown = inputs.Keys.Except(known).ToList();
        Require(unknown.Count == 0, $"it needs the input '{unknown.FirstOrDefault()}', which is none of a decoder with cache");
        foreach (var name in CacheInputs.Concat(["input_ids", "attention_mask"]))
        {
            Require(inputs.ContainsKey(name), $"it has no input '{name}'");
        }

        foreach (var name in CacheOutputs.Concat(["logits"]))
        {
            Require(outputs.ContainsKey(name), $"it has no output '{name}'");
        }

        var first = inputs[CacheInputs[0]];
        Require(
            first.Dimensions is [_, > 0, _, > 0] && CacheInputs.All(name => inputs[name].Dimensions is [_, var heads, _, var size] && heads == first.Dimensions[1] && size == first.Dimensions[3]),
            $"'{CacheInputs[0]}' has the shape [{string.Join(", ", first.Dimensions)}], not [rows, heads, tokens, head size] with the same heads and size in every layer");
        Require(first.ElementDataType is TensorElementType.Float or TensorElementType.Float16, $"its cache is of type {first.ElementDataType}, not Float or Float16");
        Require(inputs["input_ids"].ElementDataType == TensorElementType.Int64, $"'input_ids' is of type {inputs["input_ids"].ElementDataType}, not Int64");
        LogitsType = outputs["logits"].ElementDataType;
        Require(LogitsType is TensorElementType.Float or TensorElementType.Float16, $"'logits' is of type {LogitsType}, not Float or Float16");
        Layout = new CacheLayout(2 * layers, first.Dimensions[1], first.Dimensions[3], first.ElementDataType);
        VocabularySize = ProbeVocabulary();
    }

    public string Path { get; }

    public InferenceSession Session { get; }

    public CacheLayout Layout { get; }

    public int VocabularySize { get; }

    public TensorElementType LogitsType { get; }

    public bool HasPositions { get; }

    public int Workers { get; }

    public IReadOnlyList<string> CacheInputs { get; }

    public IReadOnlyList<string> CacheOutputs { get; }

    public static DecoderModel Load(OnnxModelOptions options)
    {
        var path = options.ModelPath;
        var isLarge = ModelFile.Length(path) + DataBytes(path) >= LargeModelBytes;
        var threads = options.Threads ?? Environment.ProcessorCount;
        var workers = options.Workers ?? (isLarge ? 1 : threads);
        using var session = new SessionOptions
        {
            IntraOpNumThreads = options.ThreadsPerWorker ?? (isLarge ? threads : 1),
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableMemoryPattern = false, // shapes change with every step, and patterns of each would be kept
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // errors are thrown; the log would say them twice
        };
        InferenceSession? loaded = null;
        try
        {
            loaded = new InferenceSession(path, session);
            return new DecoderModel(path, loaded, workers);
        }
        catch (OnnxRuntimeException exception)
        {
            loaded?.Dispose();
            throw new ModelException($"Model file '{path}' cannot be loaded: {exception.Message} Fetch it again, or export it for this version of ONNX Runtime.", path, exception);
        }
        catch (ModelException)
        {
            loaded?.Dispose();
            throw;
        }
    }

    public void Dispose() => Session.Dispose();

    private static string Past(int layer, string kind) => string.Create(CultureInfo.InvariantCulture, $"past_key_values.{layer}.{kind}");

    private static IEnumerable<string> Names(int layers, Func<int, string, string> name) =>
        Enumerable.Range(0, layers).SelectMany(layer => new[] { name(layer, "key"), name(layer, "value") });

    // Weights of more than 2 GiB lie in files of their own. Where one is a link that leads nowhere, loading tells it, if it is needed.
    private static long DataBytes(string path) => new[] { path + "_data", path + ".data" }.Where(ModelFile.Leads).Sum(ModelFile.Length);

    // One token through the whole model: what is broken shows now, and the width of the logits need not be in the metadata.
    private int ProbeVocabulary()
    {
        using var rows = new DecodingRows(this, probing: true);
        using var run = new RunOptions();
        return rows.Probe(run);
    }

    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ModelException($"Model '{Path}' is no decoder with a key/value cache: {what}. Export it with its past (text-generation-with-past).", Path);
        }
    }
}
