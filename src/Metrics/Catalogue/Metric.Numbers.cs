namespace Accelerated.Metrics;

// Metrics over numbers and vectors.
public abstract partial class Metric
{
    /// <summary>The squared difference; its Bayes answer is the mean.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    public static Metric SquaredError(MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("squared-error", ("missing", missing), ("number", number));

    /// <summary>The absolute difference; its Bayes answer is the median.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    public static Metric AbsoluteError(MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("absolute-error", ("missing", missing), ("number", number));

    /// <summary>Huber's loss: squared for small differences, linear for large ones (Huber 1964).</summary>
    /// <param name="delta">Where the loss turns linear, in the unit of the numbers; positive.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Huber(double delta = 1, MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("huber", ("delta", delta), ("missing", missing), ("number", number));

    /// <summary>The loss of a quantile: too low costs tau, too high 1 - tau (Koenker and Bassett 1978).</summary>
    /// <param name="tau">The quantile, 0 to 1.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Pinball(double tau = 0.5, MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("pinball", ("tau", tau), ("missing", missing), ("number", number));

    /// <summary>The logarithm of the hyperbolic cosine of the difference.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    public static Metric LogCosh(MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("log-cosh", ("missing", missing), ("number", number));

    /// <summary>The difference over the reference, which must not be 0.</summary>
    /// <param name="squared">Whether it is squared.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    public static Metric RelativeError(
        bool squared = false,
        MissingNumber missing = MissingNumber.Skip,
        NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("relative-error", ("squared", squared), ("missing", missing), ("number", number));

    /// <summary>The squared difference of log(1 + x), for numbers above -1.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    public static Metric SquaredLogError(MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("squared-log-error", ("missing", missing), ("number", number));

    /// <summary>1 where the difference is at most delta, else 0.</summary>
    /// <param name="delta">The distance that is near enough, in the unit of the numbers; at least 0.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Hit(double delta = 1, MissingNumber missing = MissingNumber.Skip, NumberPlace number = NumberPlace.Whole) =>
        OptionText.Create("hit", ("delta", delta), ("missing", missing), ("number", number));

    /// <summary>The cosine of two vectors, -1 to 1.</summary>
    public static Metric Cosine() => OptionText.Create("cosine");

    /// <summary>The Euclidean distance of two vectors.</summary>
    public static Metric Euclidean() => OptionText.Create("euclidean");
}
