namespace Accelerated.Metrics;

// Metrics over numbers and vectors.
public abstract partial class Metric
{
    /// <summary>The squared difference; its Bayes answer is the mean.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    public static Metric SquaredError(
        MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create("squared-error", ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The absolute difference; its Bayes answer is the median.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    public static Metric AbsoluteError(
        MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create("absolute-error", ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>Huber's loss: squared for small differences, linear for large ones (Huber 1964).</summary>
    /// <param name="delta">Where the loss turns linear, in the unit of the numbers; positive.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Huber(
        double delta = 1, MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "huber", ("delta", delta), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The loss of a quantile: too low costs tau, too high 1 - tau (Koenker and Bassett 1978).</summary>
    /// <param name="tau">The quantile, 0 to 1.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Pinball(
        double tau = 0.5, MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "pinball", ("tau", tau), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The logarithm of the hyperbolic cosine of the difference.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    public static Metric LogCosh(
        MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create("log-cosh", ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The difference over the reference, which must not be 0.</summary>
    /// <param name="squared">Whether it is squared.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    public static Metric RelativeError(
        bool squared = false,
        MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "relative-error",
            ("squared", squared), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The squared difference of log(1 + x), for numbers above -1.</summary>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    public static Metric SquaredLogError(
        MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create("squared-log-error", ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>1 where the difference is at most delta, else 0.</summary>
    /// <param name="delta">The distance that is near enough, in the unit of the numbers; at least 0.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Hit(
        double delta = 1, MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "hit", ("delta", delta), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The absolute difference beyond epsilon (Vapnik 1995).</summary>
    /// <param name="epsilon">The difference that costs nothing, in the unit of the numbers; at least 0.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric EpsilonInsensitive(
        double epsilon = 1, MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "epsilon-insensitive",
            ("epsilon", epsilon), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The LINEX loss: exponential on one side, linear on the other (Varian 1975; Zellner 1986).</summary>
    /// <param name="a">Growth of the cost, not 0: positive where too high costs more, negative where too low does.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Linex(
        double a = 1, MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "linex", ("a", a), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The distance on a circle, such as of directions or hours; its Bayes answer is the circular median.</summary>
    /// <param name="period">The length of a turn, in the unit of the numbers; positive.</param>
    /// <param name="missing">What happens to a text without a number.</param>
    /// <param name="number">Where in a text its number is.</param>
    /// <param name="numbers">
    /// How numbers are written, which says what <c>1,234</c> and <c>1.234</c> are: <c>invariant</c>, <c>auto</c> (as each problem's other
    /// numbers show), or a language such as <c>en</c>, <c>de</c>, <c>fr</c>, <c>ch</c>, <c>in</c>.
    /// </param>
    /// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric CircularError(
        double period = 360, MissingNumber missing = MissingNumber.Skip, NumberPosition number = NumberPosition.Whole,
        string numbers = "invariant", bool magnitudes = false) =>
        OptionText.Create(
            "circular-error",
            ("period", period), ("missing", missing), ("number", number), ("numbers", numbers), ("magnitudes", magnitudes));

    /// <summary>The cosine of two vectors, -1 to 1.</summary>
    public static Metric Cosine() => OptionText.Create("cosine");

    /// <summary>The Euclidean distance of two vectors.</summary>
    public static Metric Euclidean() => OptionText.Create("euclidean");
}
