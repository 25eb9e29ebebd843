using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Every item as a row of a user's elements.</summary>
/// <typeparam name="TElement">The element.</typeparam>
/// <param name="rows">Row i holds the elements of item i.</param>
internal sealed class CustomFeatures<TElement>(RaggedRows<TElement> rows) : Features where TElement : unmanaged
{
    /// <summary>Row i holds the elements of item i.</summary>
    public RaggedRows<TElement> Rows { get; } = rows ?? throw new ArgumentNullException(nameof(rows));

    /// <inheritdoc/>
    public override int Count => Rows.Count;

    /// <inheritdoc/>
    public override int LengthOf(int item) => Rows.LengthOf(item);

    /// <inheritdoc/>
    public override int Longest => Rows.LongestRow;

    /// <inheritdoc/>
    public override long Elements => Rows.Count + (long)Rows.Values.Length * Math.Max(1, Unsafe.SizeOf<TElement>() / sizeof(int));
}
