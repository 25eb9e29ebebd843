using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>The elements of a list side by side: an element of an interface is a call each.</summary>
internal static class ListSpan
{
    /// <summary>
    /// The elements; copied where the list is neither an array nor a <see cref="List{T}"/>. Valid while the list does not change.
    /// </summary>
    public static ReadOnlySpan<T> Of<T>(IReadOnlyList<T> list) => list switch
    {
        T[] array => array,
        List<T> values => CollectionsMarshal.AsSpan(values),
        _ => list.ToArray(),
    };
}
