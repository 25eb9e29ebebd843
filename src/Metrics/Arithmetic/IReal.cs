namespace Accelerated.Metrics;

/// <summary>
/// The arithmetic a score may use: one real number, or several in vector lanes. A score written once over
/// <typeparamref name="T"/> runs as one double (reference), four or eight doubles (SIMD) and one double on a device, with the same bits:
/// every operation is a single correctly rounded IEEE 754 binary64 operation, never contracted with its neighbour.
/// </summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface IReal<T> where T : unmanaged, IReal<T>
{
    /// <summary>The constant <paramref name="value"/> in every lane.</summary>
    static abstract T Of(double value);

    /// <summary>The sum.</summary>
    static abstract T operator +(T left, T right);

    /// <summary>The difference.</summary>
    static abstract T operator -(T left, T right);

    /// <summary>The product.</summary>
    static abstract T operator *(T left, T right);

    /// <summary>The quotient.</summary>
    static abstract T operator /(T left, T right);

    /// <summary>The square root.</summary>
    static abstract T Sqrt(T value);

    /// <summary><paramref name="yes"/> where left &lt; right, else <paramref name="no"/>; both are evaluated.</summary>
    static abstract T WhereLess(T left, T right, T yes, T no);

    /// <summary><paramref name="yes"/> where left = right, else <paramref name="no"/>; both are evaluated.</summary>
    static abstract T WhereEqual(T left, T right, T yes, T no);

    /// <summary>The unbiased binary exponent of a positive normal number, as a real: 0 for 1, 1 for 2 and 3.</summary>
    static abstract T Exponent(T value);

    /// <summary>The significand of a positive normal number, in [1, 2).</summary>
    static abstract T Significand(T value);

    /// <summary>2 to the power <paramref name="exponent"/>, a whole number in -1022..1023.</summary>
    static abstract T PowerOfTwo(T exponent);
}
