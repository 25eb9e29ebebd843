namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>What languages change in metrics of texts, worked by hand.</summary>
public sealed class LanguageGoldenTests
{
    [TestCase("token-f1", "Die Straße", "der STRASSE", 0)]
    [TestCase("token-f1:language=de", "Die Straße", "der STRASSE", 1)]
    [TestCase("exact-match:language=de", "„Der GROẞE Preis“", "grosse Preis", 1)]
    [TestCase("exact-match:language=fr", "L’École.", "école", 1)]
    [TestCase("exact-match:language=fr", "L'école", "les écoles", 0)]
    [TestCase("token-f1:language=it", "l'uomo", "un uomo", 1)]
    [TestCase("token-f1:language=es", "la casa", "¿una casa?", 1)]
    [TestCase("token-f1:language=nl", "Het huis", "een huis", 1)]
    [TestCase("token-f1:language=pt", "o café", "um cafe\u0301", 1)]
    [TestCase("token-f1:language=tr", "IŞIK İstanbul", "ışık istanbul", 1)]
    [TestCase("token-f1:language=tr", "I", "i", 0)]
    [TestCase("rouge-1:language=tr", "ISI", "ısı", 1)]
    [TestCase("rouge-1", "ISI", "isi", 1)]
    [TestCase("rouge-l:language=de", "Straße", "strasse", 1)]
    [TestCase("token-f1", "ΣΟΦΟΣ", "σοφος", 1)]
    [TestCase("exact-match:language=el", "η Αθήνα", "ΑΘΉΝΑ", 1)]
    [TestCase("token-f1", "كِتَابٌ", "كتاب", 0)]
    [TestCase("token-f1:language=ar", "كِتَابٌ", "كـتاب", 1)]
    [TestCase("rouge-1:language=ar", "كِتَابٌ", "كـتاب", 1)]
    [TestCase("token-f1:language=hi", "हिन्दी भाषा।", "हिन्दी भाषा", 1)]
    [TestCase("rouge-1", "हिन्दी भाषा", "हिन्दा भाषी", 0, Description = "a vowel sign does not cut a word")]
    [TestCase("token-f1:language=ja", "１２円", "12円", 1)]
    [TestCase("token-f1:language=ja,normalize=nfc", "１２円", "12円", 0.5)]
    [TestCase("token-f1:language=ko", "한국\u1100\u1161", "한국가", 1)]
    public void Languages(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("token-f1", "我们明天去北京开会。", "我们明天会去北京开会。", 18 / 19.0)]
    [TestCase("token-f1", "我爱“你”，NLP", "我恨你NLP", 0.75)]
    [TestCase("token-f1:tokenizer=words", "我爱你", "我恨你", 0)]
    [TestCase("token-f1:tokenizer=char", "ab 我", "cb 我", 2 / 3.0)]
    [TestCase("exact-match", "东京。", "东京", 1)]
    [TestCase("rouge-1", "我爱你", "我恨你！", 2 / 3.0)]
    [TestCase("rouge-2", "我爱你们", "我恨你们", 1 / 3.0)]
    [TestCase("rouge-l", "我爱你", "你爱我", 1 / 3.0)]
    [TestCase("rouge-1:tokenizer=words", "我爱你", "我恨你", 0)]
    [TestCase("rouge-1:tokenizer=char", "abc", "abd", 2 / 3.0)]
    [TestCase("wer", "我爱你。", "我恨你。", 0.25)]
    [TestCase("wer:tokenizer=words", "我爱你", "我恨你", 1)]
    [TestCase("wer", "กิน", "กัน", 0.5, Description = "a vowel sign stays with its letter")]
    [TestCase("levenshtein-words", "東京 tower", "東京都 tower", 1)]
    [TestCase("wer", "a\u001cb", "a b", 0, Description = "white space is Python's")]
    public void Scripts_without_blanks(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("bleu:language=zh", "bleu:tokenizer=zh")]
    [TestCase("bleu:language=ja", "bleu:tokenizer=char")]
    [TestCase("bleu:language=ja,tokenizer=13a", "bleu")]
    public void Bleu_takes_its_tokeniser_from_the_language(string metric, string same) => Assert.That(
        Pair.Score(metric, "我爱 NLP 2.0 版", "我很爱 NLP 2.0 版"), Is.EqualTo(Pair.Score(same, "我爱 NLP 2.0 版", "我很爱 NLP 2.0 版")));

    [Test]
    public void A_letter_and_its_accent_are_one_character_however_they_are_written(
        [Values(
            "token-f1", "jaccard", "exact-match", "rouge-1", "rouge-l", "chrf", "chrf++", "levenshtein", "levenshtein-words",
            "normalized-levenshtein", "osa", "indel", "weighted-levenshtein", "jaro-winkler", "wer", "cer", "bleu:smooth=add-k",
            "label-f1")]
        string metric) =>
        Assert.That(Pair.Score(metric, "Café", "Cafe\u0301"), Is.EqualTo(Pair.Score(metric, "Café", "Café")));

    [TestCase("levenshtein:normalize=none", "Café", "Cafe\u0301", 2)]
    [TestCase("levenshtein:normalize=nfkc", "ﬁn", "fin", 0)]
    [TestCase("levenshtein", "ﬁn", "fin", 2)]
    public void Forms_by_option(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected));
}
