using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>Asks ONNX Runtime for what the options name.</summary>
internal static class ProviderChoice
{
    /// <summary>Appends the execution provider.</summary>
    /// <exception cref="ModelException">The native library has it not, or it does not start; the message names the package.</exception>
    public static void Append(SessionOptions session, string path, OnnxOptions options)
    {
        try
        {
            switch (options.Provider)
            {
                case OnnxProvider.Cuda:
                    session.AppendExecutionProvider_CUDA(options.Device);
                    break;
                case OnnxProvider.DirectMl:
                    session.AppendExecutionProvider_DML(options.Device);
                    break;
            }
        }
        catch (Exception exception) when (
            exception is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or NotSupportedException)
        {
            var package = options.Provider == OnnxProvider.Cuda ? "Microsoft.ML.OnnxRuntime.Gpu" : "Microsoft.ML.OnnxRuntime.DirectML";
            throw new ModelException(
                $"The model cannot be computed by {options.Provider}, device {options.Device}: {exception.Message.Trim()} Reference " +
                $"{package} in the application, in place of Microsoft.ML.OnnxRuntime, install what it needs, or use OnnxProvider.Cpu.",
                path, exception);
        }
    }
}
