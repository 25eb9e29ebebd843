using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The loss ln cosh(h - r): near e² / 2 for small differences, |e| - ln 2 for large ones.</summary>
internal readonly struct LogCosh : INumberScore
{
    private const double Ln2 = 0.6931471805599453;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "log-cosh",
        "logarithm of the hyperbolic cosine of the difference",
        NumberOptions.All(),
        options => NumberOptions.Loss(options, default(LogCosh), symmetric: true, new LogCoshRule()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var one = T.Of(1);
        var error = Elementary.Absolute(hypothesis - reference);
        var large = error + Elementary.Log(one + Elementary.Exp(T.Of(-2) * error)) - T.Of(Ln2);
        // There the sum cancels for small differences; cosh e - 1 by its series does not.
        var near = T.WhereLess(error, one, error, one);
        var z = near * near;
        var p = T.Of(1.0 / 20922789888000);
        p = p * z + T.Of(1.0 / 87178291200);
        p = p * z + T.Of(1.0 / 479001600);
        p = p * z + T.Of(1.0 / 3628800);
        p = p * z + T.Of(1.0 / 40320);
        p = p * z + T.Of(1.0 / 720);
        p = p * z + T.Of(1.0 / 24);
        p = p * z + T.Of(0.5);
        var small = Elementary.LogOnePlus(z * p);
        return T.WhereLess(error, one, small, large);
    }
}
