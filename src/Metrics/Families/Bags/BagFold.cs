namespace Accelerated.Metrics;

/// <summary>Four running numbers of an <see cref="IBagScore"/>; the score decides what they mean. All start at zero.</summary>
/// <typeparam name="T">The real number type.</typeparam>
internal struct BagFold<T> where T : unmanaged, IReal<T>
{
    /// <summary>The first number.</summary>
    public T A;

    /// <summary>The second number.</summary>
    public T B;

    /// <summary>The third number.</summary>
    public T C;

    /// <summary>The fourth number.</summary>
    public T D;
}
