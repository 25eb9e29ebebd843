namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A bit row of a <see cref="BagTile"/>, or half of one, in a vector register; implemented by structs, one a width of register.
/// </summary>
internal unsafe interface IBitRow<TSelf> where TSelf : unmanaged, IBitRow<TSelf>
{
    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator <<(TSelf words, int count);

    static abstract TSelf operator >>>(TSelf words, int count);

    /// <summary>Bits that are set in an odd number of the rows.</summary>
    static abstract TSelf Odd(TSelf a, TSelf b, TSelf c);

    /// <summary>Bits that are set in at least two of the rows.</summary>
    static abstract TSelf Majority(TSelf a, TSelf b, TSelf c);

    /// <summary>The first row's bits within the mask of every word, the second's outside.</summary>
    static abstract TSelf Select(ulong mask, TSelf inside, TSelf outside);

    /// <summary>Reads aligned words.</summary>
    static abstract TSelf Load(ulong* words);

    /// <summary>Writes the bytes of the words.</summary>
    void Store(byte* bytes);
}
