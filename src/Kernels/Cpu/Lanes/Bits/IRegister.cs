namespace Accelerated.Kernels.Cpu;

/// <summary>A vector register as lanes of bits, whose bits can be counted.</summary>
internal unsafe interface IRegister<TSelf> : IBits<TSelf> where TSelf : unmanaged, IRegister<TSelf>
{
    /// <summary>Whether there are 32 registers, so that two texts can run side by side without their states leaving them.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>The sum of every two bytes, modulo 256.</summary>
    static abstract TSelf AddBytes(TSelf left, TSelf right);

    /// <summary>The number of set bits of every byte.</summary>
    static abstract TSelf SetBits(TSelf value);

    /// <summary>The number of unset bits of every byte.</summary>
    static abstract TSelf UnsetBits(TSelf value);

    /// <summary>Takes the sum of the bytes of every lane; the register's first is <paramref name="lane"/>.</summary>
    static abstract void StoreByteSums(TSelf value, LaneSums sums, int lane);
}
