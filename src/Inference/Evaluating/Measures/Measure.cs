using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// A number about answers to many items. Each item gives a few numbers, its statistics; where a rule has several answers to it, their
/// statistics are averaged by the answers' shares.
/// </summary>
/// <param name="name">The name, options included.</param>
/// <param name="direction">Which values are better.</param>
internal abstract class Measure(string name, Direction direction)
{
    /// <summary>The name, options included.</summary>
    public string Name => name;

    /// <summary>Which values are better.</summary>
    public Direction Direction => direction;

    /// <summary>1 where higher values are better, else -1.</summary>
    public int Sign => direction == Direction.HigherIsBetter ? 1 : -1;

    /// <summary>What tables call it.</summary>
    public virtual string Heading => name;

    /// <summary>How it follows from the items.</summary>
    public virtual string Statistic => name;

    /// <summary>Numbers an item.</summary>
    public abstract int Width { get; }

    /// <summary>Whether averaged statistics stand for an answer drawn at random; else a rule that draws has no value.</summary>
    public virtual bool IsAdditive => true;

    /// <summary>The statistics of each answer to one item, null where it cannot be read; null where no right answer can be read.</summary>
    public abstract double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation);

    /// <summary>The statistics of an item without an answer; null where it can only be left out.</summary>
    public abstract double[]? Unanswered(IReadOnlyList<Candidate> gold);

    /// <summary>What one answer to an item is worth alone, in the measure's direction; NaN where only many items have a value.</summary>
    public virtual double WorthOf(double[] statistics) => double.NaN;

    /// <summary>The same in the measure's unit; NaN also where there are no statistics.</summary>
    public double ValueOf(double[]? statistics) => statistics is null or [] ? double.NaN : Sign * WorthOf(statistics);

    /// <summary>The measure of some items, which may be drawn more than once.</summary>
    /// <param name="statistics"><see cref="Width"/> numbers an item.</param>
    /// <param name="drawn">The items' indices.</param>
    public abstract double Of(double[] statistics, ReadOnlySpan<int> drawn);
}
