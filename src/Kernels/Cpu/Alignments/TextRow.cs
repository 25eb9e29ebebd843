namespace Accelerated.Kernels.Cpu;

/// <summary>A text of a block of rows.</summary>
internal readonly unsafe struct TextRow(int* tokens, int length, int row)
{
    /// <summary>Its tokens.</summary>
    public readonly int* Tokens = tokens;

    /// <summary>Number of tokens.</summary>
    public readonly int Length = length;

    /// <summary>Its row, counted from the block's first.</summary>
    public readonly int Row = row;
}
