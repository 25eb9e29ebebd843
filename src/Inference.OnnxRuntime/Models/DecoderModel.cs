using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>A loaded decoder: its session, what it takes and gives, and what a run through it showed.</summary>
internal sealed class DecoderModel : IDisposable
{
    // Below this size a step is too short for several threads to share; whole batches side by side use the cores better.
    private const long LargeModelBytes = 256L << 20;

    private DecoderModel(string path, InferenceSession session, int workers, ModelConfiguration configuration)
    {
        Path = path;
        Session = session;
        Workers = workers;
        Graph = new DecoderGraph(session, path, configuration);
        var shapes = DecoderProbe.Run(this);
        Cache = shapes.Cache;
        VocabularySize = shapes.VocabularySize;
        LogitsShape = shapes.Logits;
        TokenBytes = Cache.Sum(tensor => tensor.TokenBytes);
    }

    public string Path { get; }

    public InferenceSession Session { get; }

    public DecoderGraph Graph { get; }

    /// <summary>The cache's tensors.</summary>
    public IReadOnlyList<CacheTensor> Cache { get; }

    /// <summary>Bytes that one token takes in all of the cache.</summary>
    public long TokenBytes { get; }

    /// <summary>Token ids that it takes, and logits that it gives.</summary>
    public int VocabularySize { get; }

    /// <summary>How it gives its logits.</summary>
    public LogitsShape LogitsShape { get; }

    public int Workers { get; }

    /// <summary>Bytes of a row of so many tokens, before and after a step.</summary>
    public long WorkingBytes(int tokens) => 2L * tokens * TokenBytes;

    public static DecoderModel Load(string path, OnnxOptions options, ModelConfiguration configuration)
    {
        var isLarge = ModelFile.Length(path) + ExternalData.Bytes(path) >= LargeModelBytes;
        var threads = options.Threads ?? Environment.ProcessorCount;
        var workers = options.Workers ?? (isLarge || options.Provider != OnnxProvider.Cpu ? 1 : threads);
        RequireNative(path);
        using var session = new SessionOptions
        {
            IntraOpNumThreads = options.ThreadsPerWorker ?? (isLarge ? threads : 1),
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableMemoryPattern = false, // shapes change with every step, and patterns of each would be kept
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // errors are thrown; the log would say them twice
        };
        ProviderChoice.Append(session, path, options);
        InferenceSession? loaded = null;
        try
        {
            loaded = new InferenceSession(path, session);
            return new DecoderModel(path, loaded, workers, configuration);
        }
        catch (OnnxRuntimeException exception)
        {
            loaded?.Dispose();
            throw new ModelException(
                $"Model file '{path}' cannot be loaded: {exception.Message} Fetch it again, or export it for this version of ONNX Runtime.",
                path,
                exception);
        }
        catch (ModelException)
        {
            loaded?.Dispose();
            throw;
        }
    }

    public void Dispose() => Session.Dispose();

    // This library references the managed half of ONNX Runtime only, so that an application chooses what computes.
    internal static void RequireNative(string path)
    {
        try
        {
            _ = OrtEnv.Instance();
        }
        catch (Exception exception) when (
            exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new ModelException(
                $"Model file '{path}' needs the native library of ONNX Runtime, and none was found for this machine. Reference " +
                "Microsoft.ML.OnnxRuntime, Microsoft.ML.OnnxRuntime.Gpu or Microsoft.ML.OnnxRuntime.DirectML in the application.",
                path,
                exception);
        }
    }
}
