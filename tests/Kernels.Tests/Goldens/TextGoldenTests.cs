using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>Published or hand-worked values of the text metrics.</summary>
public sealed class TextGoldenTests
{
    private const string Fox = "The quick brown fox jumps over the lazy dog";
    private const string Log = "The quick brown dog jumps on the log.";

    [TestCase("token-f1", "the cat sat", "a cat sat down", 0.8)]
    [TestCase("token-f1", "Eiffel Tower", "The Eiffel Tower!", 1)]
    [TestCase("token-f1", "to be or not to be", "to be", 0.5)]
    [TestCase("token-f1", "A", "A", 1)]
    [TestCase("token-f1:empty=v2", "A", "A", 1)]
    [TestCase("token-f1:empty=v1", "A", "A", 0)]
    [TestCase("token-f1", "A", "cat", 0)]
    [TestCase("token-f1", "x x y", "x y y", 2 / 3.0)]
    [TestCase("token-f1:sets=true", "x x y", "x y y", 1)]
    [TestCase("token-precision", "the cat sat", "a cat sat down", 1)]
    [TestCase("token-recall", "the cat sat", "a cat sat down", 2 / 3.0)]
    [TestCase("f-beta:beta=2", "cat sat", "cat sat down", 10 / 14.0)]
    [TestCase("jaccard:sets=true", "x b c", "b c d", 0.5)]
    [TestCase("jaccard", "x x b", "x b b", 0.5)]
    [TestCase("dice", "x x b", "x b b", 2 / 3.0)]
    [TestCase("overlap", "to be or not to be", "to be", 1)]
    [TestCase("tversky:alpha=1,beta=1", "x x b", "x b b", 0.5)]
    [TestCase("exact-match", "The Cat!", "cat", 1)]
    [TestCase("exact-match:raw=true", "The Cat!", "cat", 0)]
    [TestCase("exact-match", "", "the", 1)]
    public void Bags(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("rouge-1:measure=precision", 0.75)]
    [TestCase("rouge-1:measure=recall", 0.666667)]
    [TestCase("rouge-1", 0.705882)]
    [TestCase("rouge-2:measure=precision", 0.285714)]
    [TestCase("rouge-2:measure=recall", 0.25)]
    [TestCase("rouge-2", 0.266667)]
    [TestCase("rouge-l:measure=precision", 0.625)]
    [TestCase("rouge-l:measure=recall", 0.555556)]
    [TestCase("rouge-l", 0.588235)]
    public void Rouge(string metric, double expected) => Assert.That(Pair.Score(metric, Log, Fox), Is.EqualTo(expected).Within(1e-6));

    [TestCase("rouge-1", "", "", 0)]
    [TestCase("rouge-l", "", "", 0)]
    [TestCase("rouge-1", "café au lait", "caf au lait", 2 / 3.0, Description = "an accent does not cut a word")]
    [TestCase("rouge-1:tokenizer=rouge-score", "café au lait", "caf au lait", 1)]
    [TestCase("rouge-1", "Đà Nẵng", "Đá Nắng", 0)]
    [TestCase("rouge-1", "mà", "má", 0)]
    [TestCase("rouge-1", "él está", "el esté", 0)]
    [TestCase("rouge-1:tokenizer=unicode", "café au lait", "caf au lait", 2 / 3.0)]
    [TestCase("rouge-1", "привет мир", "Привет, МИР!", 1)]
    [TestCase("rouge-1:tokenizer=ascii", "привет мир", "Привет, МИР!", 0)]
    public void Rouge_alphabets(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("rouge-1:stem=true", "The runners were running", "a runner runs", 4 / 7.0)]
    [TestCase("rouge-1", "The runners were running", "a runner runs", 0)]
    [TestCase("rouge-2:stem=true", "hopping quickly", "hops quickly", 1)]
    [TestCase("rouge-1:stem=true", "was", "wa", 0, Description = "no more than three letters: not stemmed")]
    [TestCase("rouge-1:stem=true", "öffnungen cafés", "öffnung café", 0, Description = "no English")]
    public void Rouge_by_stems(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("the cat sat on the mat", "the cat is on the mat", 37.991784, 37.991784)]
    [TestCase("the cat", "the cat sat", 60.653066, 0)]
    [TestCase("Hello, world!", "Hello world", 18.995892, 18.995892)]
    [TestCase("", "", 0, 0)]
    [TestCase("x y", "a b", 0, 0)]
    public void Bleu(string hypothesis, string reference, double effective, double plain)
    {
        Assert.That(Pair.Score("bleu", hypothesis, reference), Is.EqualTo(effective).Within(1e-6));
        Assert.That(Pair.Score("bleu:effective=false", hypothesis, reference), Is.EqualTo(plain).Within(1e-6));
    }

    // As sacreBLEU 2 has them.
    [TestCase("zh", "我爱你。", "我很爱你!", 27.534765745159184)]
    [TestCase("zh", "我爱 NLP 2.0 版", "我很爱 NLP 2.0 版", 57.89300674674101)]
    [TestCase("char", "我爱你", "我恨你", 34.668064)]
    [TestCase("intl", "“Paris”, he said.", "\"Paris\", he said.", 43.472087)]
    public void Bleu_by_tokeniser(string tokenizer, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score($"bleu:tokenizer={tokenizer}", hypothesis, reference), Is.EqualTo(expected).Within(1e-6));

    [TestCase("the cat sat on the mat", "the cat is on the mat", 64.577942, 66.360671, 64.577195)]
    [TestCase("cat", "the cat", 43.726236, 46.742210, 21.736978)]
    [TestCase("ab", "abc", 63.636364, 42.424242, 21.164021)]
    [TestCase("", "abc", 0, 0, 0)]
    [TestCase("abc", "", 0, 0, 0)]
    public void ChrF(string hypothesis, string reference, double characters, double words, double eps)
    {
        Assert.That(Pair.Score("chrf", hypothesis, reference), Is.EqualTo(characters).Within(1e-6));
        Assert.That(Pair.Score("chrf++", hypothesis, reference), Is.EqualTo(words).Within(1e-6));
        Assert.That(Pair.Score("chrf:eps=true", hypothesis, reference), Is.EqualTo(eps).Within(1e-6));
    }

    // By hand.
    [TestCase("bleu:order=1", "the cat sat on the mat", "the cat is on the mat", 500 / 6.0)]
    [TestCase("bleu:order=2", "the cat sat on the mat", "the cat is on the mat", 70.71067811865476)]
    [TestCase("bleu:lowercase=true", "The Cat Sat On", "the cat sat on", 100)]
    [TestCase("bleu:lowercase=true", "ÜBER ΣΟΦΌΣ", "über σοφός", 100)]
    [TestCase("chrf:order=1", "ab", "abc", 1000 / 14.0)]
    [TestCase("chrf:order=1,space=true", "a b", "ab", 1000 / 11.0)]
    [TestCase("chrf:order=1", "a b", "ab", 100)]
    [TestCase("chrf:lowercase=true", "The CAT", "the cat", 100)]
    public void Orders_case_and_white_space(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void ChrF_with_two_orders_of_words_is_chrF_plus_plus() => Assert.That(
        Pair.Score("chrf:words=2", "the cat sat on the mat", "the cat is on the mat"), Is.EqualTo(66.360671).Within(1e-6));

    // The fields and their order as sacreBLEU prints them, up to the form.
    [TestCase("bleu", "BLEU|nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|form:auto|")]
    [TestCase(
        "bleu:smooth=floor,effective=false,tokenizer=words,lowercase=true",
        "BLEU|nrefs:1|case:lc|eff:no|tok:none|smooth:floor[0.10]|form:auto|")]
    [TestCase("bleu:smooth=add-k,order=2,language=zh", "BLEU|nrefs:1|case:mixed|eff:yes|tok:zh|smooth:add-k[1.00]|order:2|form:auto|")]
    [TestCase("chrf", "chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|form:auto|")]
    [TestCase("chrf++:normalize=none", "chrF2++|nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|form:none|")]
    [TestCase("chrf:beta=1.5,eps=true,order=4,space=true", "chrF1.5|nrefs:1|case:mixed|eff:no|nc:4|nw:0|space:yes|form:auto|")]
    [TestCase("ter", "TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|form:auto|")]
    public void Signatures(string metric, string expected) =>
        Assert.That(MetricCatalogue.Parse(metric).Info.Signature, Does.StartWith(expected + "version:accelerated-"));

    // These values were published in single precision.
    [Test]
    public void ChrF_of_a_few_references()
    {
        string[] references = ["The cat sat on the mat.", "The fat cat sat on the mat.", "A cat sat on a mat."];
        Assert.That(
            references.Select(r => Pair.Score("chrf", "The cat sat on the mat.", r)),
            Is.EqualTo(new[] { 100, 74.6319046, 55.77074432 }).Within(1e-5));
        Assert.That(
            references.Select(r => Pair.Score("chrf", "The cat sat on the hat.", r)),
            Is.EqualTo(new[] { 79.65373993, 57.15287399, 50.72182846 }).Within(1e-5));
    }

    [TestCase("levenshtein", "kitten", "sitting", 3)]
    [TestCase("indel", "kitten", "sitting", 5)]
    [TestCase("normalized-levenshtein", "kitten", "sitting", 3 / 7.0)]
    [TestCase("normalized-levenshtein:similarity=true", "kitten", "sitting", 4 / 7.0)]
    [TestCase("levenshtein", "ca", "abc", 3)]
    [TestCase("osa", "ca", "abc", 3)]
    [TestCase("levenshtein", "a cat", "an abct", 4)]
    [TestCase("osa", "a cat", "an abct", 4)]
    [TestCase("levenshtein", "abcdef", "acbdef", 2)]
    [TestCase("osa", "abcdef", "acbdef", 1)]
    [TestCase("levenshtein", "", "abc", 3)]
    [TestCase("normalized-levenshtein", "", "abc", 1)]
    [TestCase("normalized-levenshtein", "", "", 0)]
    [TestCase("levenshtein", "😀", "👍", 1, Description = "one emoji is one character")]
    [TestCase("levenshtein-words", "the cat sat", "the  dog sat down", 2)]
    [TestCase("wer", "the cat sat", "the dog sat down", 0.5)]
    [TestCase("wer", "", "", 0)]
    [TestCase("wer", "a b c", "", 1)]
    [TestCase("wer", "a b c", "d", 3)]
    [TestCase("cer", "kitten", "sitting", 3 / 7.0)]
    [TestCase("normalized-levenshtein:over=both", "kitten", "sitting", 6 / 16.0)]
    [TestCase("normalized-levenshtein:over=both", "", "abc", 1)]
    [TestCase("normalized-levenshtein:over=both", "", "", 0)]
    [TestCase("normalized-levenshtein:unit=words", "the cat sat", "the dog sat down", 2 / 4.0)]
    [TestCase("normalized-levenshtein:over=both,unit=words", "the cat sat", "the dog sat down", 4 / 9.0)]
    [TestCase("normalized-levenshtein:over=both,unit=words,similarity=true", "the cat sat", "the dog sat down", 1 - 4 / 9.0)]
    [TestCase("wer:cap=1", "a b c", "d", 1)]
    [TestCase("wer:cap=1", "the cat sat", "the dog sat down", 0.5)]
    [TestCase("wer:cap=0.25", "a", "", 0.25)]
    [TestCase("wer:cap=2", "a", "", 1)]
    [TestCase("cer:cap=2", "kitten", "a", 2)]
    public void Alignments(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    // Snover et al. (2006), and values of sacreBLEU 2.
    [TestCase("the cat sat on the mat", "the cat is on the mat", 16.666667)]
    [TestCase("b c d a", "a b c d", 25)]
    [TestCase("a a a", "a", 200)]
    [TestCase("", "the cat", 100)]
    [TestCase("on the mat the cat sat", "the cat sat on the mat", 16.666667)]
    [TestCase("d c b a", "a b c d", 75)]
    [TestCase("a b c d e f g h i j k l m", "m l k j i h g f e d c b a", 92.307692)]
    [TestCase("the the the cat", "cat the", 150)]
    [TestCase("", "", 0)]
    [TestCase("x", "", 100)]
    [TestCase("The Cat", "the cat", 0)]
    [TestCase(
        "THIS WEEK THE SAUDIS denied information published in the new york times",
        "SAUDI ARABIA denied THIS WEEK information published in the AMERICAN new york times",
        30.769231, Description = "a move, two substitutions and a word that is missing, of 13")]
    public void Translation_edits(string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score("ter", hypothesis, reference), Is.EqualTo(expected).Within(1e-6));

    // The first as published by Lin (2004).
    [TestCase("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5", 0.4, 0.8, 0.533333)]
    [TestCase("The cat sat.\nIt purred.", "It purred loudly.\nThe cat sat down.", 1, 0.714286, 0.833333)]
    [TestCase("a b\na b", "a b", 0.5, 1, 0.666667)]
    [TestCase("The dog ran home.\nIt was raining hard.", "It was raining hard.\nThe dog ran home.", 1, 1, 1)]
    [TestCase("\n \na b\r\n\n", "a b", 1, 1, 1)]
    [TestCase("", "a b", 0, 0, 0)]
    [TestCase("\n", "\n", 0, 0, 0)]
    public void Summaries(string hypothesis, string reference, double precision, double recall, double f)
    {
        Assert.That(Pair.Score("rouge-lsum:measure=precision", hypothesis, reference), Is.EqualTo(precision).Within(1e-6));
        Assert.That(Pair.Score("rouge-lsum:measure=recall", hypothesis, reference), Is.EqualTo(recall).Within(1e-6));
        Assert.That(Pair.Score("rouge-lsum", hypothesis, reference), Is.EqualTo(f).Within(1e-6));
    }

    // As NLTK has them, but for two empty texts, which are equal.
    [TestCase("the cat sat on the mat", "the cat is on the mat", 0.5)]
    [TestCase("the cat", "the cat sat", 0.5)]
    [TestCase("a a a", "a", 1 / 6.0)]
    [TestCase("", "a", 0)]
    [TestCase("a", "", 0)]
    [TestCase("", "", 1)]
    public void Gleu(string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score("gleu:tokenizer=none", hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("a b", "b a", 2 / 3.0, 0.75, Description = "two edits with a word in place, not two substitutions")]
    [TestCase("hello duck", "hello world duck", 1 / 3.0, 1 / 3.0)]
    [TestCase("b c a", "a b c", 0.5, 5 / 9.0)]
    [TestCase("", "", 0, 0)]
    [TestCase("a", "", 1, 1)]
    [TestCase("", "a b", 1, 1)]
    public void Words_in_place(string hypothesis, string reference, double mer, double wil)
    {
        Assert.That(Pair.Score("mer", hypothesis, reference), Is.EqualTo(mer).Within(1e-15));
        Assert.That(Pair.Score("wil", hypothesis, reference), Is.EqualTo(wil).Within(1e-15));
    }

    [TestCase("", "kitten", "sitting", 3)]
    [TestCase(":insert=2,delete=3,substitute=4", "kitten", "sitting", 11, Description = "two substitutions, and a g less")]
    [TestCase(":insert=2,delete=3,substitute=4", "sitting", "kitten", 10, Description = "two substitutions, and a g more")]
    [TestCase(":insert=2,delete=3,substitute=10", "kitten", "sitting", 13, Description = "twice a deletion and an insertion, and a g less")]
    [TestCase(":insert=2,delete=3,substitute=4", "", "abc", 9)]
    [TestCase(":insert=0.5,delete=0.25,substitute=0.7", "abc", "", 1.5)]
    [TestCase(":insert=2,delete=3,substitute=4,unit=words", "the cat sat", "the  dog sat down", 7)]
    [TestCase(":insert=0,delete=0", "kitten", "sitting", 0)]
    public void Weighted_edits(string options, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score($"weighted-levenshtein{options}", hypothesis, reference), Is.EqualTo(expected));

    // Worked by hand, the first three as published by Winkler (1990); the last but two match all of 8 characters, 3 of them out of order.
    [TestCase("MARTHA", "MARHTA", 17 / 18.0, 17 / 18.0 + 0.3 / 18)]
    [TestCase("DIXON", "DICKSONX", 23 / 30.0, 23 / 30.0 + 0.2 * 7 / 30)]
    [TestCase("DWAYNE", "DUANE", 37 / 45.0, 37 / 45.0 + 0.1 * 8 / 45)]
    [TestCase("abcwxyz1", "bcawxyz1", 0.9375, 0.9375)]
    [TestCase("", "", 1, 1)]
    [TestCase("abc", "", 0, 0)]
    [TestCase("a", "a", 1, 1)]
    public void Names(string hypothesis, string reference, double jaro, double winkler)
    {
        Assert.That(Pair.Score("jaro-winkler:prefix=0", hypothesis, reference), Is.EqualTo(jaro).Within(1e-15));
        Assert.That(Pair.Score("jaro-winkler", hypothesis, reference), Is.EqualTo(winkler).Within(1e-15));
        Assert.That(Pair.Score("jaro-winkler", reference, hypothesis), Is.EqualTo(winkler).Within(1e-15));
    }

    [TestCase("label-f1", 0.8)]
    [TestCase("label-jaccard", 2 / 3.0)]
    [TestCase("label-subset", 0)]
    [TestCase("label-hamming", 1)]
    [TestCase("label-hamming:labels=4", 0.25)]
    public void Labels(string metric, double expected)
    {
        Assert.That(Pair.Score(metric, "red, blue;red", " blue ;green, red"), Is.EqualTo(expected).Within(1e-15));
        Assert.That(
            Pair.Score(metric, new("ignored") { Labels = ["red", "blue"] }, new("ignored") { Labels = ["blue", "green", "red"] }),
            Is.EqualTo(expected).Within(1e-15));
    }

    [TestCase("label-f1", 1)]
    [TestCase("label-jaccard", 1)]
    [TestCase("label-subset", 1)]
    [TestCase("label-hamming", 0)]
    public void No_labels(string metric, double expected) => Assert.That(Pair.Score(metric, "", " ; ,"), Is.EqualTo(expected));

    [Test]
    public void Token_ids_come_before_words_and_never_equal_one() => Assert.That(
        Pair.Row(
            "levenshtein-tokens",
            new("ignored") { Tokens = [7, 8, 9] },
            new("also ignored") { Tokens = [7, 9] },
            new("") { Tokens = [] },
            "7 8 9"),
        Is.EquivalentTo(new[] { 1.0, 3, 3 }));
}
