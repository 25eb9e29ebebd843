namespace Accelerated.Metrics;

/// <summary>
/// Every item as a vector of floats. The dot product that scores read is defined to the bit: element k goes to lane k mod
/// <see cref="Lanes"/>, each lane sums its products in double in ascending k (products of two floats are exact), and the lanes are
/// added as a tree: (lane i + lane i+4) for i in 0..3, then (i + i+2), then (i + i+1).
/// </summary>
internal sealed class VectorFeatures : Features
{
    /// <summary>Number of running sums of a dot product.</summary>
    public const int Lanes = 8;

    private readonly float[] _values;
    private readonly double[] _squaredNorms;

    /// <summary>Features over an array that is kept, not copied.</summary>
    /// <param name="values">Count x dimension floats, item by item.</param>
    /// <param name="dimension">Elements a vector, at least 1.</param>
    public VectorFeatures(float[] values, int dimension)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        if (values.Length % dimension != 0)
        {
            throw new ArgumentException($"{values.Length} floats do not make whole vectors of {dimension}.", nameof(values));
        }

        _values = values;
        Dimension = dimension;
        _squaredNorms = new double[values.Length / dimension];
        for (var i = 0; i < _squaredNorms.Length; i++)
        {
            _squaredNorms[i] = Dot(this[i], this[i]);
        }
    }

    /// <summary>Elements a vector.</summary>
    public int Dimension { get; }

    /// <inheritdoc/>
    public override int Count => _squaredNorms.Length;

    /// <inheritdoc/>
    public override long Elements => Count + (long)_values.Length;

    /// <summary>Count x dimension floats, item by item.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The squared Euclidean norm of every item.</summary>
    public ReadOnlySpan<double> SquaredNorms => _squaredNorms;

    /// <summary>Vector <paramref name="index"/>.</summary>
    public ReadOnlySpan<float> this[int index] => _values.AsSpan(index * Dimension, Dimension);

    /// <summary>The dot product, as this class defines it.</summary>
    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Span<double> lanes = stackalloc double[Lanes];
        for (var k = 0; k < left.Length; k++)
        {
            lanes[k % Lanes] += (double)left[k] * right[k];
        }

        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
