namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Lanes of bits, one pattern a lane: a register, or some side by side. Written once for every width of register and of lane.
/// </summary>
internal unsafe interface IBits<TSelf> where TSelf : unmanaged, IBits<TSelf>
{
    /// <summary>Bits a lane.</summary>
    static abstract int LaneBits { get; }

    /// <summary>Registers side by side.</summary>
    static abstract int Registers { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf AllSet { get; }

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>The sum in every lane, modulo its size.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>first | second | third.</summary>
    static abstract TSelf AnyOf(TSelf first, TSelf second, TSelf third);

    /// <summary>(left | right) &amp; mask.</summary>
    static abstract TSelf EitherWithin(TSelf left, TSelf right, TSelf mask);

    /// <summary>left | (right &amp; mask).</summary>
    static abstract TSelf OrWithin(TSelf left, TSelf right, TSelf mask);

    /// <summary>~negated &amp; (left | right).</summary>
    static abstract TSelf EitherWithout(TSelf left, TSelf right, TSelf negated);

    /// <summary>left | (right &amp; ~negated).</summary>
    static abstract TSelf OrWithout(TSelf left, TSelf right, TSelf negated);

    /// <summary>value | (left ^ right).</summary>
    static abstract TSelf OrDiffering(TSelf value, TSelf left, TSelf right);

    /// <summary>value &amp; ~negated.</summary>
    static abstract TSelf Without(TSelf value, TSelf negated);

    /// <summary>value &amp; ~(negated &amp; ~spared).</summary>
    static abstract TSelf WithoutUnless(TSelf value, TSelf negated, TSelf spared);

    /// <summary>The highest bit of every lane, as 0 or 1.</summary>
    static abstract TSelf TopBit(TSelf value);

    /// <summary>Stores the highest bits of the lanes, a byte a register, the first lane's lowest. For lanes of 64 bits.</summary>
    static abstract void StoreTopBits(TSelf value, byte* target);

    /// <summary>Stores those of two values, one behind the other.</summary>
    static abstract void StoreTopBits(TSelf value, TSelf value2, byte* target);

    /// <summary>Bits that were stored, as 0 or 1 in every lane.</summary>
    /// <param name="source">The bits.</param>
    /// <param name="table"><see cref="BitTable.Start"/>.</param>
    static abstract TSelf LoadBits(byte* source, ulong* table);
}
