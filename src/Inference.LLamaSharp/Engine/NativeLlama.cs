using System.Diagnostics;
using System.Runtime.InteropServices;
using LLama.Exceptions;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>
/// Loads the native library and checks, before anything that could end the process, that it has the parameter layout the binding was
/// written for: a library of another version reads and writes past the binding's structures.
/// </summary>
internal static unsafe class NativeLlama
{
    private const int ProbeBytes = 1024;
    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>The name of the backend.</summary>
    public static string Device
    {
        get
        {
            var metadata = NativeApi.GetLoadedNativeLibrary(NativeLibraryName.LLama)?.Metadata;
            return metadata is { UseCuda: true } ? "CUDA" : metadata is { UseVulkan: true } ? "Vulkan" : "CPU";
        }
    }

    /// <summary>Loads and checks once a process.</summary>
    /// <param name="model">The model it is for, told by errors.</param>
    /// <exception cref="ModelException">The native library is missing or does not match.</exception>
    public static void Load(string model)
    {
        lock (Gate)
        {
            if (_loaded)
            {
                LlamaLog.Clear();
                return;
            }

            if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
            {
                LlamaLog.Attach();
            }

            try
            {
                NativeApi.llama_empty_call();
            }
            catch (Exception exception) when (
                exception is TypeInitializationException or RuntimeError or DllNotFoundException or EntryPointNotFoundException
                    or BadImageFormatException)
            {
                throw new ModelException(
                    $"Model '{model}' needs a native llama.cpp library, and none was found for this machine. {WayOut}", model, exception);
            }

            if (FindLibrary() is { } library && Mismatch(library) is { } mismatch)
            {
                throw new ModelException(
                    $"The native library '{library}' does not match LLamaSharp {PackageVersion.Text}: {mismatch}. {WayOut}", model);
            }

            _loaded = true;
        }
    }

    private static string WayOut =>
        $"Reference LLamaSharp.Backend.Cpu, Cuda12, Cuda13 or Vulkan in version {PackageVersion.Text}, and no other native llama.cpp " +
        "library.";

    private static string? FindLibrary()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileName(file) is "libllama.so" or "llama.dll" or "libllama.dylib");
    }

    private static string? Mismatch(string library)
    {
        var handle = NativeLibrary.Load(library);
        if (!NativeLibrary.TryGetExport(handle, "llama_context_default_params", out var context) ||
            !NativeLibrary.TryGetExport(handle, "llama_model_default_params", out var model))
        {
            return "it does not give default parameters";
        }

        return Mismatch("context", context, sizeof(LLamaContextParams), out var bytes)
            ?? Mismatch("model", model, Marshal.SizeOf<LLamaModelParams>(), out _)
            ?? (HasKnownDefaults(MemoryMarshal.Read<LLamaContextParams>(bytes))
                ? null
                : "its context parameters are laid out in another order");
    }

    // On x64 a large structure is returned through a hidden first argument, so that what was written can be told from what was not.
    private static string? Mismatch(string what, nint function, int expected, out byte[] bytes)
    {
        bytes = new byte[ProbeBytes];
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            var returned = ((delegate* unmanaged[Cdecl]<Returned>)function)();
            MemoryMarshal.Write(bytes, returned);
            return null;
        }

        var written = 0;
        foreach (var fill in (ReadOnlySpan<byte>)[0x5A, 0xA5])
        {
            bytes.AsSpan().Fill(fill);
            fixed (byte* start = bytes)
            {
                ((delegate* unmanaged[Cdecl]<byte*, byte*>)function)(start);
            }

            written = Math.Max(written, bytes.AsSpan().LastIndexOfAnyExcept(fill) + 1);
        }

        // The last bytes may be padding that is never written.
        return written <= expected && written > expected - sizeof(nint)
            ? null
            : $"its {what} parameters take {written} bytes where the binding has {expected}";
    }

    private static bool HasKnownDefaults(LLamaContextParams parameters) =>
        parameters is { n_seq_max: 1, n_threads: > 0 and < 4096, n_batch: > 0, n_ubatch: > 0, yarn_ext_factor: -1 } &&
        (int)parameters.rope_scaling_type == -1 && (int)parameters.llama_pooling_type == -1 && (int)parameters.attention_type == -1 &&
        parameters.type_k == GGMLType.GGML_TYPE_F16 && parameters.type_v == GGMLType.GGML_TYPE_F16
            && parameters.samplers == 0 && parameters.n_samplers == 0;

    [StructLayout(LayoutKind.Sequential, Size = ProbeBytes)]
    private readonly struct Returned
    {
        private readonly long _first;
    }
}
