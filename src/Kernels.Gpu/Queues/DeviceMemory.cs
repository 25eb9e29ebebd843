using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Device memory that is rented for an operation and kept for the next of the same queue. Used by one owner at a time.</summary>
internal sealed class DeviceMemory(DeviceSession session) : IDisposable
{
    private const int SmallestLog = 12;
    private const long LargeStep = 1L << 26;

    private readonly List<MemoryBuffer1D<byte, Stride1D.Dense>> _free = [];
    private readonly List<MemoryBuffer1D<byte, Stride1D.Dense>> _rented = [];

    /// <summary>Rents memory for at least one element; its content is whatever it was.</summary>
    public ArrayView<T> Rent<T>(long count) where T : unmanaged
    {
        var wanted = Math.Max(1, count);
        var bytes = wanted * Unsafe.SizeOf<T>();
        var buffer = Find(bytes);
        _rented.Add(buffer);
        ArrayView<byte> view = buffer.View;
        return view.SubView(0, bytes).Cast<T>();
    }

    /// <summary>Number of buffers rented, for <see cref="Release"/>.</summary>
    public int Mark => _rented.Count;

    /// <summary>Takes back what was rented since a mark; the next rental may hand it out again, to later work of the same queue.</summary>
    public void Release(int mark = 0)
    {
        for (var i = mark; i < _rented.Count; i++)
        {
            _free.Add(_rented[i]);
        }

        _rented.RemoveRange(mark, _rented.Count - mark);
    }

    /// <summary>Gives all free memory back to the device, which must be idle; whether there was any.</summary>
    public bool Trim()
    {
        var any = _free.Count > 0;
        foreach (var buffer in _free)
        {
            buffer.Dispose();
        }

        _free.Clear();
        return any;
    }

    public void Dispose()
    {
        Release();
        Trim();
    }

    private MemoryBuffer1D<byte, Stride1D.Dense> Find(long bytes)
    {
        var size = bytes <= LargeStep
            ? Math.Max(1L << SmallestLog, (long)BitOperations.RoundUpToPowerOf2((ulong)bytes))
            : (bytes + LargeStep - 1) / LargeStep * LargeStep;
        var best = -1;
        for (var i = 0; i < _free.Count; i++)
        {
            var length = _free[i].LengthInBytes;
            if (length >= size && length <= 2 * size && (best < 0 || length < _free[best].LengthInBytes))
            {
                best = i;
            }
        }

        if (best >= 0)
        {
            var found = _free[best];
            _free.RemoveAt(best);
            return found;
        }

        var accelerator = session.Accelerator;
        if (size > accelerator.MemorySize)
        {
            throw new DeviceException(
                DeviceFault.OutOfMemory,
                FormattableString.Invariant(
                    $"The problem needs a buffer of {size:N0} bytes; {accelerator.Name} has {accelerator.MemorySize:N0}. ")
                + "Use the CPU engine, or fewer references at once.");
        }

        try
        {
            return accelerator.Allocate1D<byte>(size);
        }
        catch (AcceleratorException)
        {
            if (!session.Trim())
            {
                throw;
            }

            return accelerator.Allocate1D<byte>(size);
        }
    }
}
