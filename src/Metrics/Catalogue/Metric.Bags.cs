namespace Accelerated.Metrics;

// Metrics over bags of tokens and labels.
public abstract partial class Metric
{
    /// <summary>1 where the texts are equal, else 0.</summary>
    /// <param name="raw">Whether the texts are compared as they are, not by their SQuAD words.</param>
    public static Metric ExactMatch(bool raw = false) =>
        OptionText.Create("exact-match", ("raw", raw));

    /// <summary>F1 of the tokens that both texts have (Rajpurkar et al. 2016).</summary>
    /// <param name="emptyMatches">Whether two empty answers score 1; else 0.</param>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    public static Metric TokenF1(bool emptyMatches = true, bool sets = false, bool tokenIds = false) =>
        OptionText.Create("token-f1", ("empty", emptyMatches ? "v2" : "v1"), ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>The share of the hypothesis's tokens that the reference has.</summary>
    /// <param name="emptyMatches">Whether two empty answers score 1; else 0.</param>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    public static Metric TokenPrecision(bool emptyMatches = true, bool sets = false, bool tokenIds = false) =>
        OptionText.Create("token-precision", ("empty", emptyMatches ? "v2" : "v1"), ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>The share of the reference's tokens that the hypothesis has.</summary>
    /// <param name="emptyMatches">Whether two empty answers score 1; else 0.</param>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    public static Metric TokenRecall(bool emptyMatches = true, bool sets = false, bool tokenIds = false) =>
        OptionText.Create("token-recall", ("empty", emptyMatches ? "v2" : "v1"), ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>F-beta of the tokens that both texts have.</summary>
    /// <param name="beta">How much more recall counts than precision, 0 to 1,000.</param>
    /// <param name="emptyMatches">Whether two empty answers score 1; else 0.</param>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric FBeta(double beta = 1, bool emptyMatches = true, bool sets = false, bool tokenIds = false) =>
        OptionText.Create(
            "f-beta", ("beta", beta), ("empty", emptyMatches ? "v2" : "v1"), ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>Jaccard's index of tokens: shared over all.</summary>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    public static Metric Jaccard(bool sets = false, bool tokenIds = false) =>
        OptionText.Create("jaccard", ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>The Dice coefficient of tokens.</summary>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    public static Metric Dice(bool sets = false, bool tokenIds = false) =>
        OptionText.Create("dice", ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>The overlap coefficient of tokens: shared over those of the shorter text.</summary>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    public static Metric Overlap(bool sets = false, bool tokenIds = false) =>
        OptionText.Create("overlap", ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>Tversky's index of tokens (Tversky 1977).</summary>
    /// <param name="alpha">What a token counts that only the hypothesis has, 0 to 1,000.</param>
    /// <param name="beta">What a token counts that only the reference has, 0 to 1,000.</param>
    /// <param name="sets">Whether repeated tokens count once.</param>
    /// <param name="tokenIds">Whether tokens are the given token ids, or words where there are none; else SQuAD words.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Tversky(double alpha = 0.5, double beta = 0.5, bool sets = false, bool tokenIds = false) =>
        OptionText.Create("tversky", ("alpha", alpha), ("beta", beta), ("sets", sets), ("unit", tokenIds ? "ids" : "words"));

    /// <summary>F1 of two sets of labels.</summary>
    public static Metric LabelF1() => OptionText.Create("label-f1");

    /// <summary>Jaccard's index of two sets of labels.</summary>
    public static Metric LabelJaccard() => OptionText.Create("label-jaccard");

    /// <summary>1 where two sets of labels are equal, else 0.</summary>
    public static Metric LabelSubset() => OptionText.Create("label-subset");

    /// <summary>The labels that only one of two sets has, over the number of labels there are.</summary>
    /// <param name="labels">The number of labels there are, at least 1; with 1 the loss is a count.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric LabelHamming(double labels = 1) =>
        OptionText.Create("label-hamming", ("labels", labels));
}
