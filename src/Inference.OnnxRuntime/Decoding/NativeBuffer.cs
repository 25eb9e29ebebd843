using System.Runtime.InteropServices;
using Accelerated.Inference.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>Native memory that grows and is kept, so that many prompts need no more than the largest.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private byte* _start;
    private long _bytes;

    ~NativeBuffer() => Free();

    public byte* Start => _start;

    /// <summary>Makes room for at least <paramref name="bytes"/>; the contents are lost where it grows.</summary>
    public void Reserve(long bytes)
    {
        bytes = Math.Max(bytes, 64);
        if (bytes > _bytes)
        {
            Free();
            _start = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
            _bytes = bytes;
        }
    }

    /// <summary>A tensor over the buffer, valid while it does not grow.</summary>
    public OrtValue Tensor(TensorElementType type, params long[] shape)
    {
        var bytes = shape.Aggregate(1L, (size, dimension) => size * dimension) * ElementBytes.Of(type);
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, type, shape, (nint)_start, bytes);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
        _bytes = 0;
    }
}
