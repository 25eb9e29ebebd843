using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// What passes between words at one token: a bit a pattern and carry, so that a text's carries stay in the nearest caches however long
/// it is. A byte holds those of one register.
/// </summary>
/// <param name="bytes">A byte a carry and register, the first carry's first. Eight bytes are read at a time.</param>
/// <param name="vectors">Registers a word.</param>
internal readonly unsafe ref struct Carries<TStep, TLink, TBits>(byte* bytes, int vectors)
    where TStep : struct, IAlignmentStep where TLink : struct, IWordLink where TBits : unmanaged, IBits<TBits>
{
    /// <summary>What comes from the words below; nothing where there are none or the step has no such carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBits Take(int carry, int register) =>
        TLink.HasNeighbours && carry < TStep.Carries ? TBits.FromTopBits(*(ulong*)(bytes + carry * vectors), register) : TBits.Zero;

    /// <summary>Leaves what goes to the words above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int register, TBits carry, TBits carry2, TBits carry3)
    {
        if (!TLink.HasNeighbours)
        {
            return;
        }

        bytes[register] = TBits.TopBits(carry);
        if (TStep.Carries > 1)
        {
            bytes[vectors + register] = TBits.TopBits(carry2);
        }

        if (TStep.Carries > 2)
        {
            bytes[2 * vectors + register] = TBits.TopBits(carry3);
        }
    }
}
