using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>A block of words that moves to another place of the hypothesis.</summary>
/// <param name="start">Index of the block's first word before the move.</param>
/// <param name="length">Words of the block, at least 1.</param>
/// <param name="target">Index of the block's first word after the move.</param>
internal readonly struct BlockShift(int start, int length, int target)
{
    /// <summary>Index of the block's first word before the move.</summary>
    public int Start { get; } = start;

    /// <summary>Words of the block.</summary>
    public int Length { get; } = length;

    /// <summary>Index of the block's first word after the move.</summary>
    public int Target { get; } = target;

    /// <summary>The first word that is another one after the move.</summary>
    public int First => Math.Min(Start, Target);

    /// <summary>Where a word of the moved hypothesis stood before.</summary>
    /// <param name="index">Its index after the move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SourceOf(int index)
    {
        if (index >= Target && index < Target + Length)
        {
            return Start + index - Target;
        }

        var left = index < Target ? index : index - Length; // index among the words that stay
        return left < Start ? left : left + Length;
    }
}
