namespace Accelerated.Kernels.Gpu;

/// <summary>Consecutive strips whose masks fit in the memory that one step may take.</summary>
/// <param name="FirstStrip">The first strip, counted over all problems.</param>
/// <param name="Strips">The strips.</param>
/// <param name="MaskWords">Size of their masks.</param>
internal sealed record BagPart(int FirstStrip, BagStrip[] Strips, long MaskWords);
