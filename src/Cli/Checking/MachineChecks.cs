using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Accelerated.Cli.Output;
using Accelerated.Inference.Engines;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Kernels;
using Accelerated.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Cli.Checking;

/// <summary>Checks of the machine and of what is installed.</summary>
internal static class MachineChecks
{
    private const double Gibibyte = 1 << 30;

    /// <summary>The findings, as they are made.</summary>
    public static IEnumerable<Finding> Run()
    {
        yield return Finding.Ok("accelerated", VersionOf(typeof(MachineChecks).Assembly));
        yield return Finding.Ok("runtime", RuntimeInformation.FrameworkDescription);
        yield return Finding.Ok("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}");
        yield return Simd();
        yield return Finding.Ok("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        yield return Memory();
        foreach (var engine in EngineFactory.List().Where(engine => engine.Choice.Kind is EngineKind.Cuda or EngineKind.OpenCL))
        {
            yield return engine.IsAvailable
                ? Finding.Ok(engine.Choice.ToString(), $"{engine.Device}, {engine.Remark}")
                : new Finding(engine.Choice.ToString(), Health.Warning, $"{engine.Remark.TrimEnd('.')}. The CPU does all the work.");
        }

        yield return Calibration.TryLoad(out var reason) is { } calibration
            ? Finding.Ok("calibration", calibration.Device.Length > 0 ? $"of the CPU and {calibration.Device}" : "of the CPU")
            : new Finding("calibration", Health.Warning, ToolHint.Run($"{reason}.", "engines --calibrate", "to measure this machine"));
        yield return LLamaSharp();
        yield return OnnxRuntime();
    }

    private static Finding Simd()
    {
        using var engine = new CpuEngine();
        return engine.Device.Contains("-bit", StringComparison.Ordinal)
            ? Finding.Ok("SIMD", engine.Device)
            : new Finding("SIMD", Health.Warning, $"{engine.Device}: this CPU has no vectors that the runtime uses; selections are slow.");
    }

    private static Finding Memory()
    {
        GC.Collect(0); // the load is measured by a collection
        var memory = GC.GetGCMemoryInfo();
        var all = memory.TotalAvailableMemoryBytes / Gibibyte;
        var free = all - memory.MemoryLoadBytes / Gibibyte;
        var text = string.Create(CultureInfo.InvariantCulture, $"{all:F1} GiB, {Math.Max(0, free):F1} GiB free");
        return free >= 1
            ? Finding.Ok("memory", text)
            : new Finding("memory", Health.Warning, $"{text}; a large model or matrix may not fit. Close other programs.");
    }

    private static Finding LLamaSharp()
    {
        try
        {
            NativeLlama.Load("doctor");
            return Finding.Ok("LLamaSharp", $"{PackageVersion.Text}, back end {NativeLlama.Device}, loaded");
        }
        catch (AcceleratedException e)
        {
            return new Finding("LLamaSharp", Health.Error, e.Message);
        }
    }

    private static Finding OnnxRuntime()
    {
        try
        {
            return Finding.Ok("ONNX Runtime", OrtEnv.Instance().GetVersionString());
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException
            or BadImageFormatException or OnnxRuntimeException)
        {
            var cause = (e.InnerException ?? e).Message.TrimEnd('.');
            return new Finding("ONNX Runtime", Health.Error, $"{cause}. Install the tool again; .gguf models do not need it.");
        }
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown version";
}
