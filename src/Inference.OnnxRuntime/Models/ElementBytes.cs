using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>The types of numbers that a decoder's tensors may have.</summary>
internal static class ElementBytes
{
    public static bool IsReal(TensorElementType type) =>
        type is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16;

    public static bool IsWhole(TensorElementType type) => type is TensorElementType.Int64 or TensorElementType.Int32;

    public static int Of(TensorElementType type) => type switch
    {
        TensorElementType.Int64 => 8,
        TensorElementType.Float or TensorElementType.Int32 => 4,
        TensorElementType.Float16 or TensorElementType.BFloat16 => 2,
        _ => 1,
    };

    /// <summary>Turns 16-bit numbers into 32-bit ones.</summary>
    public static void Widen(ReadOnlySpan<byte> source, TensorElementType type, Span<float> target)
    {
        if (type == TensorElementType.Float16)
        {
            var halves = MemoryMarshal.Cast<byte, Half>(source);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = (float)halves[i];
            }

            return;
        }

        var upper = MemoryMarshal.Cast<byte, ushort>(source);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = BitConverter.UInt32BitsToSingle((uint)upper[i] << 16);
        }
    }
}
