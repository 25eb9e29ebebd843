namespace Accelerated.Metrics;

// Metrics over n-grams.
public abstract partial class Metric
{
    /// <summary>ROUGE-1: words in common (Lin 2004), 0 to 1.</summary>
    /// <param name="measure">Which measure.</param>
    /// <param name="alphabet">Which characters belong to a word.</param>
    /// <param name="stem">Whether English words are compared by their stems (Porter 1980).</param>
    public static Metric Rouge1(RougeMeasure measure = RougeMeasure.F, RougeAlphabet alphabet = RougeAlphabet.Auto, bool stem = false) =>
        OptionText.Create("rouge-1", ("measure", measure), ("tokenizer", alphabet), ("stem", stem));

    /// <summary>ROUGE-2: pairs of words in common, 0 to 1.</summary>
    /// <param name="measure">Which measure.</param>
    /// <param name="alphabet">Which characters belong to a word.</param>
    /// <param name="stem">Whether English words are compared by their stems (Porter 1980).</param>
    public static Metric Rouge2(RougeMeasure measure = RougeMeasure.F, RougeAlphabet alphabet = RougeAlphabet.Auto, bool stem = false) =>
        OptionText.Create("rouge-2", ("measure", measure), ("tokenizer", alphabet), ("stem", stem));

    /// <summary>ROUGE-3: runs of three words in common, 0 to 1.</summary>
    /// <param name="measure">Which measure.</param>
    /// <param name="alphabet">Which characters belong to a word.</param>
    /// <param name="stem">Whether English words are compared by their stems (Porter 1980).</param>
    public static Metric Rouge3(RougeMeasure measure = RougeMeasure.F, RougeAlphabet alphabet = RougeAlphabet.Auto, bool stem = false) =>
        OptionText.Create("rouge-3", ("measure", measure), ("tokenizer", alphabet), ("stem", stem));

    /// <summary>ROUGE-N: runs of n words in common, 0 to 1.</summary>
    /// <param name="n">Words of a run, 1 to 9.</param>
    /// <param name="measure">Which measure.</param>
    /// <param name="alphabet">Which characters belong to a word.</param>
    /// <param name="stem">Whether English words are compared by their stems (Porter 1980).</param>
    /// <exception cref="OptionException"><paramref name="n"/> is out of range.</exception>
    public static Metric RougeN(
        int n = 4, RougeMeasure measure = RougeMeasure.F, RougeAlphabet alphabet = RougeAlphabet.Auto, bool stem = false) =>
        OptionText.Create("rouge-n", ("n", n), ("measure", measure), ("tokenizer", alphabet), ("stem", stem));

    /// <summary>
    /// ROUGE-Lsum: the longest common subsequences of lines, for summaries of one sentence a line, 0 to 1.
    /// </summary>
    /// <param name="measure">Which measure.</param>
    /// <param name="alphabet">Which characters belong to a word.</param>
    /// <param name="stem">Whether English words are compared by their stems (Porter 1980).</param>
    public static Metric RougeLsum(RougeMeasure measure = RougeMeasure.F, RougeAlphabet alphabet = RougeAlphabet.Auto, bool stem = false) =>
        OptionText.Create("rouge-lsum", ("measure", measure), ("tokenizer", alphabet), ("stem", stem));

    /// <summary>ROUGE-L: the longest common subsequence of words, 0 to 1.</summary>
    /// <param name="measure">Which measure.</param>
    /// <param name="alphabet">Which characters belong to a word.</param>
    /// <param name="stem">Whether English words are compared by their stems (Porter 1980).</param>
    public static Metric RougeL(RougeMeasure measure = RougeMeasure.F, RougeAlphabet alphabet = RougeAlphabet.Auto, bool stem = false) =>
        OptionText.Create("rouge-l", ("measure", measure), ("tokenizer", alphabet), ("stem", stem));

    /// <summary>Sentence BLEU (Papineni et al. 2002; Post 2018), 0 to 100.</summary>
    /// <param name="smoothing">What an order without a match counts.</param>
    /// <param name="floor">What such an order counts with <see cref="BleuSmoothing.Floor"/>, in matches.</param>
    /// <param name="k">What is added with <see cref="BleuSmoothing.AddK"/>.</param>
    /// <param name="tokens">How texts are cut.</param>
    /// <param name="effectiveOrder">Whether orders that the hypothesis is too short for are left out.</param>
    /// <param name="order">Words of the longest n-grams, 1 to 9.</param>
    /// <param name="lowerCase">Whether texts are brought into lower case first.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric Bleu(
        BleuSmoothing smoothing = BleuSmoothing.Exponential,
        double floor = 0.1,
        double k = 1,
        BleuTokens tokens = BleuTokens.Standard,
        bool effectiveOrder = true,
        int order = 4,
        bool lowerCase = false) =>
        OptionText.Create(
            "bleu",
            ("smooth", smoothing), ("floor", floor), ("k", k), ("tokenizer", tokens), ("effective", effectiveOrder), ("order", order),
            ("lowercase", lowerCase));

    /// <summary>GLEU: the lesser of precision and recall of word n-grams (Wu et al. 2016), 0 to 1.</summary>
    /// <param name="n">Words of the longest n-grams, 1 to 9.</param>
    /// <param name="tokens">How texts are cut.</param>
    /// <exception cref="OptionException"><paramref name="n"/> is out of range.</exception>
    public static Metric Gleu(int n = 4, BleuTokens tokens = BleuTokens.Standard) =>
        OptionText.Create("gleu", ("n", n), ("tokenizer", tokens));

    /// <summary>chrF: F of character n-grams (Popović 2015), 0 to 100.</summary>
    /// <param name="beta">How much more recall counts than precision, 0 to 1,000.</param>
    /// <param name="meanOfF">Whether the F of each order are averaged; else precision and recall are.</param>
    /// <param name="order">Characters of the longest n-grams, 1 to 9.</param>
    /// <param name="wordOrder">Words of the longest n-grams, 0 to 9.</param>
    /// <param name="lowerCase">Whether texts are brought into lower case first.</param>
    /// <param name="whiteSpace">Whether white space counts as a character.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric ChrF(
        double beta = 2, bool meanOfF = false, int order = 6, int wordOrder = 0, bool lowerCase = false, bool whiteSpace = false) =>
        OptionText.Create(
            "chrf",
            ("beta", beta), ("eps", meanOfF), ("order", order), ("words", wordOrder), ("lowercase", lowerCase), ("space", whiteSpace));

    /// <summary>chrF++: F of n-grams of characters and words (Popović 2017), 0 to 100.</summary>
    /// <param name="beta">How much more recall counts than precision, 0 to 1,000.</param>
    /// <param name="meanOfF">Whether the F of each order are averaged; else precision and recall are.</param>
    /// <param name="order">Characters of the longest n-grams, 1 to 9.</param>
    /// <param name="wordOrder">Words of the longest n-grams, 0 to 9.</param>
    /// <param name="lowerCase">Whether texts are brought into lower case first.</param>
    /// <param name="whiteSpace">Whether white space counts as a character.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric ChrFPlusPlus(
        double beta = 2, bool meanOfF = false, int order = 6, int wordOrder = 2, bool lowerCase = false, bool whiteSpace = false) =>
        OptionText.Create(
            "chrf++",
            ("beta", beta), ("eps", meanOfF), ("order", order), ("words", wordOrder), ("lowercase", lowerCase), ("space", whiteSpace));
}
