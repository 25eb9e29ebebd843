namespace Accelerated.Kernels.Gpu;

/// <summary>Writes a piece of what is uploaded.</summary>
/// <param name="piece">The piece, in memory that does not move.</param>
/// <param name="at">How many elements come before it.</param>
internal delegate void FillPiece<T>(Span<T> piece, int at);
