namespace Accelerated.Kernels.Cpu;

/// <summary>A vector register as lanes of bits, one pattern a lane. Written once for every width of register and of lane.</summary>
internal unsafe interface IBits<TSelf> where TSelf : unmanaged, IBits<TSelf>
{
    /// <summary>Bits a lane.</summary>
    static abstract int LaneBits { get; }

    /// <summary>Whether there are 32 registers, so that two texts can run side by side without their states leaving them.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf AllSet { get; }

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator ~(TSelf value);

    /// <summary>The sum in every lane, modulo its size.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>first | second | third.</summary>
    static abstract TSelf AnyOf(TSelf first, TSelf second, TSelf third);

    /// <summary>(left | right) &amp; mask.</summary>
    static abstract TSelf EitherWithin(TSelf left, TSelf right, TSelf mask);

    /// <summary>value &amp; ~(negated | negated2).</summary>
    static abstract TSelf WithoutEither(TSelf value, TSelf negated, TSelf negated2);

    /// <summary>~negated &amp; (left | right).</summary>
    static abstract TSelf EitherWithout(TSelf left, TSelf right, TSelf negated);

    /// <summary>(left ^ right) | other.</summary>
    static abstract TSelf XorOr(TSelf left, TSelf right, TSelf other);

    /// <summary>left | (right &amp; ~negated).</summary>
    static abstract TSelf OrWithout(TSelf left, TSelf right, TSelf negated);

    /// <summary>value &amp; ~negated.</summary>
    static abstract TSelf Without(TSelf value, TSelf negated);

    /// <summary>The highest bit of every lane, as 0 or 1.</summary>
    static abstract TSelf TopBit(TSelf value);

    /// <summary>The highest bits of the lanes, the first lane's lowest. For lanes of 64 bits.</summary>
    static abstract byte TopBits(TSelf value);

    /// <summary>Lanes whose highest bits are those of a byte; their other bits mean anything. The inverse of <see cref="TopBits"/>.</summary>
    /// <param name="bytes">Eight bytes.</param>
    /// <param name="place">Which of them, 0 the lowest; a literal, so that the shifts are constants.</param>
    static abstract TSelf FromTopBits(ulong bytes, int place);

    /// <summary>The number of set bits of every byte.</summary>
    static abstract TSelf BytePopulations(TSelf value);

    /// <summary>Stores the sum of the bytes of every lane plus an offset, a double a lane. The sums are below 256.</summary>
    static abstract void StoreByteSums(TSelf value, double offset, double* target);
}
