using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Where items stand in a ranked list.</summary>
internal static class Places
{
    /// <summary>The index of an item among the first ones of a list; <paramref name="count"/> where it is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of<TRow>(TRow list, int count, int item) where TRow : struct, IFeatureRow<int>, allows ref struct
    {
        var place = 0;
        while (place < count && list[place] != item)
        {
            place++;
        }

        return place;
    }
}
