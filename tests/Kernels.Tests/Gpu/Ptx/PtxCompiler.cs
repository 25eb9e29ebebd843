using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Accelerated.Kernels.Gpu;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>Compiles kernels to PTX without a device. A failed compilation spoils its context, so the next kernel gets another.</summary>
internal sealed class PtxCompiler(CudaArchitecture architecture) : IDisposable
{
    private Context? _context;
    private PTXBackend? _backend;

    public string Compile(MethodInfo kernel)
    {
        _context ??= Context.Create(DeviceSessions.Configure);
        _backend ??= new PTXBackend(_context, architecture, CudaInstructionSet.ISA_80, null!);
        try
        {
            var entry = kernel.GetParameters()[0].ParameterType == typeof(Index1D)
                ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel)
                : EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
            return ((PTXCompiledKernel)_backend.Compile(entry, default)).PTXAssembly;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The rules of a kernel's text that it breaks.</summary>
    public static IEnumerable<string> Faults(string text)
    {
        if (text.Contains(".local", StringComparison.Ordinal))
        {
            yield return "keeps something in local memory";
        }

        if (text.Contains(".extern .func", StringComparison.Ordinal))
        {
            yield return "calls a function that nothing defines";
        }

        var shared = Regex.Matches(text, @"\.shared[^;]*?\[(\d+)\]").Sum(
            match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        if (shared > 48 * 1024)
        {
            yield return $"takes {shared} bytes of shared memory";
        }

        if (Regex.IsMatch(text, @"\b(add|sub|mul)\.f(32|64)\b|\b(fma|mad)(\.\w+)*\.f(32|64)\b|\.approx\."))
        {
            yield return "has a floating operation that may be contracted or is approximate";
        }
    }

    public void Dispose()
    {
        _backend?.Dispose();
        _context?.Dispose();
        (_backend, _context) = (null, null);
    }
}
