namespace Accelerated.Metrics;

/// <summary>
/// The bags of one n-gram order. The j-th copy of an n-gram in an item is its own symbol, so every bag is a set of distinct symbols
/// and the shared count of two items is the size of a set intersection.
/// </summary>
/// <param name="Bags">Row i holds the distinct symbols of item i, each in 0..SymbolCount-1, in order of appearance.</param>
/// <param name="SymbolCount">Number of distinct symbols of all items.</param>
internal sealed record BagOrder(RaggedRows<int> Bags, int SymbolCount);
