using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The LINEX loss of e = h - r, exp(a e) - a e - 1: on one side the cost of an error grows exponentially, on the other linearly
/// (Varian 1975; Zellner 1986). Beyond a e = 709 the exponential grows no more.
/// </summary>
/// <param name="rate">a, not 0: positive where answers that are too high cost more, negative where those too low do.</param>
internal readonly struct Linex(double rate) : INumberScore
{
    private readonly double _rate = rate;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "linex",
        "exponential on one side, linear on the other: too high (a > 0) or too low (a < 0) costs more",
        NumberOptions.All(
            new MetricOption(
                "a", "1", "growth of the cost in the numbers' unit; below 0 too low costs more; not 0", minimum: -1000, maximum: 1000)),
        Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var one = T.Of(1);
        var power = T.Of(_rate) * (hypothesis - reference);
        var large = Elementary.Exp(power) - power - one;
        // There the sum cancels for small errors; its series does not.
        var size = Elementary.Absolute(power);
        var near = T.WhereLess(size, one, power, one);
        var p = T.Of(1.0 / 2432902008176640000);
        p = p * near + T.Of(1.0 / 121645100408832000);
        p = p * near + T.Of(1.0 / 6402373705728000);
        p = p * near + T.Of(1.0 / 355687428096000);
        p = p * near + T.Of(1.0 / 20922789888000);
        p = p * near + T.Of(1.0 / 1307674368000);
        p = p * near + T.Of(1.0 / 87178291200);
        p = p * near + T.Of(1.0 / 6227020800);
        p = p * near + T.Of(1.0 / 479001600);
        p = p * near + T.Of(1.0 / 39916800);
        p = p * near + T.Of(1.0 / 3628800);
        p = p * near + T.Of(1.0 / 362880);
        p = p * near + T.Of(1.0 / 40320);
        p = p * near + T.Of(1.0 / 5040);
        p = p * near + T.Of(1.0 / 720);
        p = p * near + T.Of(1.0 / 120);
        p = p * near + T.Of(1.0 / 24);
        p = p * near + T.Of(1.0 / 6);
        p = p * near + T.Of(1.0 / 2);
        return T.WhereLess(size, one, near * near * p, large);
    }

    private static NumberMetric<Linex> Create(MetricOptions options)
    {
        var rate = options.Number("a");
        return rate == 0
            ? throw new OptionException(
                "specification", "Invalid value '0' for linex:a: expected a number other than 0, e.g. 1 where too high costs more.")
            : NumberOptions.Loss(options, new Linex(rate), symmetric: false, new LinexRule(rate));
    }
}
