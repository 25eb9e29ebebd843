using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// A risk functional: what a candidate's row of utilities is worth. Written <c>mean</c>, <c>cvar:A</c>, <c>quantile:Q</c>, <c>worst</c>
/// or <c>trimmed:A</c>; <c>median</c> is read as <c>quantile:0.5</c>. The default value is the mean. Its values stay in the metric's unit
/// and direction.
/// </summary>
public readonly struct Risk
{
    private const string Known = "mean, cvar:A, quantile:Q, median, worst or trimmed:A";

    private Risk(RiskKind kind, double level)
    {
        Kind = kind;
        Level = level;
    }

    /// <summary>The weighted mean: the expected utility.</summary>
    public static Risk Mean => default;

    /// <summary>The quantile at one half.</summary>
    public static Risk Median => Quantile(0.5);

    /// <summary>The worst utility among references of positive weight: the least of a similarity, the greatest of a loss.</summary>
    public static Risk Worst { get; } = new(RiskKind.Worst, 0);

    /// <summary>Which functional.</summary>
    public RiskKind Kind { get; }

    /// <summary>Its level; 0 where it has none.</summary>
    public double Level { get; }

    /// <summary>
    /// The mean of the worst share of the weight, the last utility taken in part where needed (Rockafellar and Uryasev 2000). The worst are
    /// the lowest of a similarity, the highest of a loss.
    /// </summary>
    /// <param name="share">Above 0, at most 1; 1 is the mean.</param>
    /// <exception cref="OptionException">The share is not allowed.</exception>
    public static Risk ConditionalValue(double share) => share is > 0 and <= 1
        ? new(RiskKind.ConditionalValue, share)
        : throw NotAllowed("cvar", share, "above 0 and at most 1", "cvar:0.25 is the mean of the worst quarter");

    /// <summary>
    /// The least utility such that those up to it have at least <paramref name="level"/> of the weight, in ascending order whatever the
    /// metric's direction: <c>quantile:0.1</c> is cautious for a similarity, <c>quantile:0.9</c> for a loss.
    /// </summary>
    /// <param name="level">0 (the least) to 1 (the greatest).</param>
    /// <exception cref="OptionException">The level is not allowed.</exception>
    public static Risk Quantile(double level) => level is >= 0 and <= 1
        ? new(RiskKind.Quantile, level)
        : throw NotAllowed("quantile", level, "from 0 to 1", "quantile:0.5 is the median");

    /// <summary>
    /// The mean of what is left when the lowest and the highest share of the weight are each cut off, in part where needed.
    /// </summary>
    /// <param name="share">The share cut off at each end, at least 0 and below 0.5; 0 is the mean.</param>
    /// <exception cref="OptionException">The share is not allowed.</exception>
    public static Risk Trimmed(double share) => share is >= 0 and < 0.5
        ? new(RiskKind.Trimmed, share)
        : throw NotAllowed("trimmed", share, "at least 0 and below 0.5", "trimmed:0.1 leaves out a tenth at each end");

    /// <summary>Reads a risk as <see cref="ToString"/> writes it, in the invariant culture.</summary>
    /// <exception cref="OptionException">The text names no risk, or a level is missing, not needed or not allowed.</exception>
    public static Risk Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        if (name is "mean" or "worst" or "median")
        {
            return colon < 0
                ? name switch { "mean" => Mean, "worst" => Worst, _ => Median }
                : throw new OptionException(
                    nameof(text), $"Invalid risk '{text}': {name} takes no level. Write '{name}', or one of {Known}.");
        }

        if (name is not ("cvar" or "quantile" or "trimmed"))
        {
            var nearest = NearestName.Of(name, ["mean", "cvar", "quantile", "median", "worst", "trimmed"]);
            throw new OptionException(nameof(text), $"Invalid risk '{text}': expected {Known}; did you mean '{nearest}'?");
        }

        if (colon < 0 || !double.TryParse(text.AsSpan(colon + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var level))
        {
            throw new OptionException(nameof(text), $"Invalid risk '{text}': expected a number as the level of {name}, e.g. {name}:0.25.");
        }

        return name switch
        {
            "cvar" => ConditionalValue(level),
            "quantile" => Quantile(level),
            _ => Trimmed(level),
        };
    }

    /// <summary>The risk of one row of utilities.</summary>
    /// <remarks>
    /// Columns of equal utility are taken together, their units summed exactly, and added in ascending order (for cvar: from the worst),
    /// so the result has the same bits for any order of the columns. O(n log n). Engines compute the mean faster, in another order.
    /// </remarks>
    /// <param name="utilities">One utility a column.</param>
    /// <param name="units">
    /// The columns' weights in whole units, each at least 0; their sum, which is the total, is below 2^63. Columns without weight are not
    /// read.
    /// </param>
    /// <param name="direction">Which utilities are better.</param>
    /// <returns>The risk; NaN where no column has weight, or one that has is NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    internal double Of(ReadOnlySpan<double> utilities, ReadOnlySpan<long> units, Direction direction)
    {
        if (utilities.Length != units.Length)
        {
            throw new ArgumentException(
                $"There are {units.Length} weights for {utilities.Length} utilities; give one each.", nameof(units));
        }

        using var row = new SortedRow(utilities, units);
        if (row.Total == 0 || row.HasNaN)
        {
            return double.NaN;
        }

        var worstFirst = direction == Direction.HigherIsBetter;
        return Kind switch
        {
            RiskKind.Mean => row.Between(0, row.Total),
            RiskKind.ConditionalValue => worstFirst ? row.Between(0, Level * row.Total) : row.FromTop(Level * row.Total),
            RiskKind.Quantile => row.At(Level * row.Total),
            RiskKind.Worst => worstFirst ? row.Least : row.Greatest,
            _ => row.Between(Level * row.Total, row.Total - Level * row.Total),
        };
    }

    /// <summary>The risk as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        RiskKind.Mean => "mean",
        RiskKind.ConditionalValue => string.Create(CultureInfo.InvariantCulture, $"cvar:{Level}"),
        RiskKind.Quantile => string.Create(CultureInfo.InvariantCulture, $"quantile:{Level}"),
        RiskKind.Worst => "worst",
        _ => string.Create(CultureInfo.InvariantCulture, $"trimmed:{Level}"),
    };

    private static OptionException NotAllowed(string name, double level, string rule, string example) =>
        new(
            "level",
            string.Create(
                CultureInfo.InvariantCulture, $"Invalid risk '{name}:{level}': expected a level {rule}. For example, {example}."));
}
