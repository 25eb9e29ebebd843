using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The distance of two numbers on a circle, such as directions, hours of the day or days of the year: of h - r without whole turns the
/// shorter way, 0 to half a period (Mardia and Jupp 2000). Numbers more than 2^51 turns apart have no digits left for it, and count as half
/// a period apart.
/// </summary>
/// <param name="period">The length of a turn, positive.</param>
internal readonly struct CircularError(double period) : INumberScore
{
    private const double MostTurns = 2251799813685248.0; // 2^51
    private const double RoundToWhole = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to a whole number

    private readonly double _period = period;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "circular-error",
        "distance on a circle: directions, hours of the day",
        NumberOptions.All(new MetricOption("period", "360", "the length of a turn, for instance 24 for hours", minimum: 1e-9)),
        options => new NumberMetric<CircularError>(
            options.Info(Direction.LowerIsBetter, 0, options.Number("period") / 2, symmetric: true),
            NumberOptions.Reader(options),
            new(options.Number("period")),
            new CircularRule(options.Number("period"))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var period = T.Of(_period);
        var whole = T.Of(RoundToWhole);
        var half = T.Of(_period * 0.5);
        var error = hypothesis - reference;
        var ratio = error / period;
        var turns = ratio + whole - whole;
        var distance = Elementary.Absolute(error - turns * period);
        distance = T.WhereLess(half, distance, half, distance);
        return T.WhereLess(T.Of(MostTurns), Elementary.Absolute(ratio), half, distance);
    }
}
