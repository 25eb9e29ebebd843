namespace Accelerated.Inference;

/// <summary>What was selected for one problem, with its whole ranking and how sure it is.</summary>
public sealed class Selection
{
    internal Selection()
    {
    }

    /// <summary>The problem's id.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The chosen candidate's index; -1 where the answer is no candidate.</summary>
    public int Index { get; internal init; }

    /// <summary>The chosen text.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>The weighted mean of the metric over the references, in its own unit and direction; NaN where nothing votes.</summary>
    public double Expected { get; internal init; }

    /// <summary>The value of the risk asked for; <see cref="Expected"/> for the mean.</summary>
    public double Risk { get; internal init; }

    /// <summary>The closed-form answer, under <see cref="SelectionRule.Bayes"/>.</summary>
    public Answer? Value { get; internal init; }

    /// <summary>The candidates, best first, as many as asked for; those that the metric cannot read are left out.</summary>
    public IReadOnlyList<RankedCandidate> Ranking { get; internal init; } = [];

    /// <summary>The standard error of <see cref="Expected"/>; NaN where fewer than two references vote.</summary>
    public double StandardError { get; internal init; }

    /// <summary>
    /// How much better the chosen one is than the best other candidate that is not equal to it, at least 0; NaN where there is none.
    /// </summary>
    public double Margin { get; internal init; }

    /// <summary>The effective number of references behind <see cref="Expected"/>: 1 over the sum of squared weights (Kish 1965).</summary>
    public double EffectiveSamples { get; internal init; }

    /// <summary>How likely the chosen one is the best had other references been drawn; null where the bootstrap is off.</summary>
    public double? BestProbability { get; internal init; }

    /// <summary>Candidates and references that the metric cannot read; the weight of such references went to the others.</summary>
    public int Skipped { get; internal init; }

    /// <summary>The name of the engine that computed: <c>cpu</c>, <c>cuda</c>.</summary>
    public string Engine { get; internal init; } = "";

    /// <summary>What computed: an instruction set or a device's name.</summary>
    public string Device { get; internal init; } = "";

    /// <summary>
    /// Why the CPU took the device's place; null where it did not. Where <see cref="Engine"/> is the device, the CPU computed the winner's
    /// row only.
    /// </summary>
    public string? Fallback { get; internal init; }

    /// <summary>
    /// Candidates x references utilities in single precision, row by row, where they were asked for; NaN where the metric cannot read one
    /// of the pair.
    /// </summary>
    public float[]? Matrix { get; internal init; }
}
