namespace Accelerated.Inference;

/// <summary>A prompt's selected answer, with the samples and votes behind it.</summary>
public sealed class Decoding
{
    internal Decoding(Selection selection) => Selection = selection;

    /// <summary>The prompt's id; empty where it has none.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>
    /// The answer to show: where answers were extracted, a whole text that carries the selected one (the most likely of them), else the
    /// selected text; under the rule bayes the closed-form answer where no candidate equals it.
    /// </summary>
    public string Text { get; internal init; } = "";

    /// <summary>
    /// The sample, one of <see cref="Samples"/>, that contains the selected answer; null for a grid, and for a closed-form answer that no
    /// sample contains.
    /// </summary>
    public DrawnCandidate? Chosen { get; internal set; }

    /// <summary>The selection; its indices refer to <see cref="Votes"/>.</summary>
    public Selection Selection { get; }

    /// <summary>How it was selected: the weights may be those of the votes, whatever was asked for.</summary>
    internal SelectionOptions? Options { get; init; }

    /// <summary>The votes: the drawn texts or their answers, or the values of a grid, with log-probability and weight.</summary>
    public IReadOnlyList<Metrics.Candidate> Votes { get; internal init; } = [];

    /// <summary>The place in <see cref="Samples"/> of the sample behind each vote; empty where answers of a grid vote.</summary>
    internal IReadOnlyList<int> VoteSamples { get; init; } = [];

    /// <summary>
    /// The drawn candidates in the order of their index; for a grid the chains that were scored.
    /// </summary>
    public IReadOnlyList<DrawnCandidate> Samples { get; internal set; } = [];

    /// <summary>The number of candidates asked for, for a grid of chains; 1 at temperature 0, where all would be equal.</summary>
    public int Requested { get; internal set; }

    /// <summary>Samples without the answer that was to be extracted.</summary>
    public int Unanswered { get; internal init; }

    /// <summary>Samples of nothing but white space.</summary>
    public int Empty { get; internal init; }

    /// <summary>Samples that were cut off.</summary>
    public int Truncated { get; internal init; }

    /// <summary>Samples that a service withheld.</summary>
    public int Refused { get; internal init; }

    /// <summary>The probability, 0..1, that the model gives to answers outside the grid; null where no grid was scored.</summary>
    public double? OutsideGrid { get; internal init; }

    /// <summary>
    /// Why <see cref="Samples"/> are fewer than <see cref="Requested"/>; null where all were drawn or drawing stopped early.
    /// </summary>
    public SourceException? Failure { get; internal set; }

    /// <summary>Whether drawing ended because the decision was stable (<see cref="DecodingOptions.Stop"/>).</summary>
    public bool StoppedEarly { get; internal init; }

    /// <summary>
    /// Tokens of the prompt's beginning that were dropped so that an answer, or the values of a grid, fit the model's context.
    /// </summary>
    public int DroppedPromptTokens { get; internal init; }

    /// <summary>Time drawing or scoring.</summary>
    public TimeSpan Drawing { get; internal set; }

    /// <summary>Time selecting.</summary>
    public TimeSpan Selecting { get; internal init; }
}
