namespace Accelerated.Kernels.Cpu;

/// <summary>A vector register as lanes of bits, whose bits can be counted.</summary>
internal unsafe interface IRegister<TSelf> : IBits<TSelf> where TSelf : unmanaged, IRegister<TSelf>
{
    /// <summary>Whether there are 32 registers, so that two texts can run side by side without their states leaving them.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TSelf operator ~(TSelf value);

    /// <summary>The sum of every two bytes, modulo 256.</summary>
    static abstract TSelf AddBytes(TSelf left, TSelf right);

    /// <summary>The number of set bits of every byte.</summary>
    static abstract TSelf BytePopulations(TSelf value);

    /// <summary>Stores the sum of the bytes of every lane, a double a lane.</summary>
    static abstract void StoreByteSums(TSelf value, double* target);
}
