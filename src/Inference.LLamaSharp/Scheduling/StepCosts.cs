namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// What an evaluation takes on this machine: <paramref name="Step"/> + tokens x <paramref name="Token"/> + tokens x cells x
/// <paramref name="TokenCell"/>, in seconds. In a cache that all sequences share, each token attends to the cells of all of them and throws
/// away what is not its own; beside a large model's weights, which a step reads once for all tokens, that is little, and beside a small
/// one's it is most.
/// </summary>
/// <param name="Step">For the evaluation itself.</param>
/// <param name="Token">For each token.</param>
/// <param name="TokenCell">For each token and each cell in use.</param>
internal readonly record struct StepCosts(double Step, double Token, double TokenCell)
{
    private const int Grain = 256; // llama.cpp attends to whole blocks of cells
    private const double Tolerance = 1.1;

    /// <summary>Costs by which all may be mixed.</summary>
    public static StepCosts AlwaysMix => new(1, 0, 0);

    /// <summary>Costs by which none are mixed: all that counts is the cells of others.</summary>
    public static StepCosts NeverMix => new(0, 0, 1);

    /// <summary>The time of a step.</summary>
    public double Of(Load load) => Step + load.Tokens * (Token + TokenCell * ((load.Cells + Grain - 1) / Grain * Grain));

    /// <summary>
    /// Whether requests are to run together: where a step of all takes no longer than one of each, or where those that are small beside the
    /// largest slow it by a tenth at most, so that they need not wait until it is through.
    /// </summary>
    public bool Mix(IEnumerable<Load> loads)
    {
        var (together, apart, largest) = (new Load(0, 0), 0.0, 0.0);
        foreach (var load in loads)
        {
            together = new Load(together.Tokens + load.Tokens, together.Cells + load.Cells);
            apart += Of(load);
            largest = Math.Max(largest, Of(load));
        }

        return (Step > 0 || Token > 0) && Of(together) <= Math.Max(apart, Tolerance * largest);
    }
}
