using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Memory of the host that the driver reads and writes without a copy of its own: one page-locked array of a fixed size, made at the
/// first use, handed out from the front and taken back as a whole. Where the driver locks no pages it is ordinary memory.
/// </summary>
/// <param name="accelerator">The device.</param>
/// <param name="capacity">Its size in bytes, a multiple of <see cref="Alignment"/>.</param>
internal sealed class Staging(Accelerator accelerator, int capacity) : IDisposable
{
    /// <summary>What is handed out starts at a multiple of this many bytes.</summary>
    public const int Alignment = 256;

    private PageLockedArray1D<byte>? _locked;
    private byte[]? _bytes;
    private int _used;

    /// <summary>Room for as many of <paramref name="wanted"/> elements as are left, perhaps none. It stays where it is.</summary>
    public Span<T> Take<T>(int wanted) where T : unmanaged
    {
        _bytes ??= Allocate();
        var room = MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(_used));
        var taken = room[..Math.Min(wanted, room.Length)];
        var bytes = MemoryMarshal.AsBytes(taken).Length;
        _used = (int)Math.Min(capacity, ((long)_used + bytes + Alignment - 1) / Alignment * Alignment);
        return taken;
    }

    /// <summary>Takes everything back; no copy may be under way.</summary>
    public void Reset() => _used = 0;

    public void Dispose() => _locked?.Dispose();

    private byte[] Allocate()
    {
        try
        {
            _locked = accelerator.AllocatePageLocked1D<byte>(capacity);
            return _locked.GetArray();
        }
        catch (Exception error) when (error is AcceleratorException or NotSupportedException)
        {
            return GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
        }
    }
}
