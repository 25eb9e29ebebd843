namespace Accelerated.Oracles;

/// <summary>The value of a named text metric for a pair of texts.</summary>
public static class TextMetrics
{
    /// <summary>Every metric over texts, with the options that change its value.</summary>
    public static IReadOnlyDictionary<string, Func<string, string, double>> All { get; } =
        new Dictionary<string, Func<string, string, double>>
    {
        ["exact-match"] = (h, r) => Words.Squad(h) == Words.Squad(r) ? 1 : 0,
        ["exact-match:raw=true"] = (h, r) => h == r ? 1 : 0,
        ["token-f1"] = Squad((h, r) => Overlaps.F(h, r)),
        ["token-f1:empty=v1"] = Squad((h, r) => Overlaps.F(h, r, empty: 0)),
        ["token-f1:sets=true"] = SquadSets((h, r) => Overlaps.F(h, r)),
        ["token-precision"] = Squad((h, r) => Overlaps.Precision(h, r)),
        ["token-recall"] = Squad((h, r) => Overlaps.Recall(h, r)),
        ["token-recall:sets=true,empty=v1"] = SquadSets((h, r) => Overlaps.Recall(h, r, 0)),
        ["f-beta:beta=2"] = Squad((h, r) => Overlaps.F(h, r, 2)),
        ["f-beta:beta=0.5,empty=v1"] = Squad((h, r) => Overlaps.F(h, r, 0.5, 0)),
        ["jaccard"] = Squad(Overlaps.Jaccard),
        ["jaccard:sets=true"] = SquadSets(Overlaps.Jaccard),
        ["dice"] = Squad((h, r) => Overlaps.F(h, r)),
        ["dice:sets=true"] = SquadSets((h, r) => Overlaps.F(h, r)),
        ["overlap"] = Squad(Overlaps.Overlap),
        ["tversky:alpha=0.3,beta=0.8"] = Squad((h, r) => Overlaps.Tversky(h, r, 0.3, 0.8)),
        ["rouge-1"] = (h, r) => Overlaps.Rouge(Words.RougeWords(h), Words.RougeWords(r), "f"),
        ["rouge-2"] = (h, r) => Overlaps.Rouge(Pairs(Words.RougeWords(h)), Pairs(Words.RougeWords(r)), "f"),
        ["rouge-l:measure=recall"] = (h, r) => RougeL(Words.RougeWords(h), Words.RougeWords(r), "recall"),
        ["rouge-3"] = (h, r) => Overlaps.Rouge(Counts.NGrams(Words.RougeWords(h), 3), Counts.NGrams(Words.RougeWords(r), 3), "f"),
        ["rouge-n"] = (h, r) => Overlaps.Rouge(Counts.NGrams(Words.RougeWords(h), 4), Counts.NGrams(Words.RougeWords(r), 4), "f"),
        ["rouge-n:n=1"] = (h, r) => Overlaps.Rouge(Words.RougeWords(h), Words.RougeWords(r), "f"),
        ["rouge-n:n=2,measure=recall"] = (h, r) => Overlaps.Rouge(Pairs(Words.RougeWords(h)), Pairs(Words.RougeWords(r)), "recall"),
        ["rouge-lsum"] = (h, r) => Summaries.RougeLsum(h, r, Words.RougeWords, "f"),
        ["rouge-lsum:measure=recall,tokenizer=ascii"] = (h, r) => Summaries.RougeLsum(h, r, Words.RougeAscii, "recall"),
        ["rouge-lsum:measure=precision"] = (h, r) => Summaries.RougeLsum(h, r, Words.RougeWords, "precision"),
        ["rouge-1:tokenizer=ascii"] = (h, r) => Overlaps.Rouge(Words.RougeAscii(h), Words.RougeAscii(r), "f"),
        ["rouge-1:tokenizer=unicode,measure=precision"] = (h, r) =>
            Overlaps.Rouge(Words.RougeUnicode(h), Words.RougeUnicode(r), "precision"),
        ["rouge-2:tokenizer=ascii"] = (h, r) => Overlaps.Rouge(Pairs(Words.RougeAscii(h)), Pairs(Words.RougeAscii(r)), "f"),
        ["rouge-2:tokenizer=unicode,measure=recall"] = (h, r) =>
            Overlaps.Rouge(Pairs(Words.RougeUnicode(h)), Pairs(Words.RougeUnicode(r)), "recall"),
        ["rouge-l:tokenizer=ascii"] = (h, r) => RougeL(Words.RougeAscii(h), Words.RougeAscii(r), "f"),
        ["rouge-l:tokenizer=unicode,measure=precision"] = (h, r) => RougeL(Words.RougeUnicode(h), Words.RougeUnicode(r), "precision"),
        ["rouge-l:tokenizer=unicode,measure=recall"] = (h, r) => RougeL(Words.RougeUnicode(h), Words.RougeUnicode(r), "recall"),
        ["rouge-1:stem=true"] = (h, r) => Overlaps.Rouge(Stems.Of(Words.RougeWords(h)), Stems.Of(Words.RougeWords(r)), "f"),
        ["rouge-2:stem=true,tokenizer=ascii"] = (h, r) =>
            Overlaps.Rouge(Pairs(Stems.Of(Words.RougeAscii(h))), Pairs(Stems.Of(Words.RougeAscii(r))), "f"),
        ["rouge-l:stem=true"] = (h, r) => RougeL(Stems.Of(Words.RougeWords(h)), Stems.Of(Words.RougeWords(r)), "f"),
        ["rouge-lsum:stem=true"] = (h, r) => Summaries.RougeLsum(h, r, text => Stems.Of(Words.RougeWords(text)), "f"),
        ["bleu"] = (h, r) => SentenceBleu.Of(Words.Bleu13a(h), Words.Bleu13a(r)),
        ["bleu:effective=false"] = (h, r) => SentenceBleu.Of(Words.Bleu13a(h), Words.Bleu13a(r), effective: false),
        ["bleu:smooth=floor,tokenizer=none"] = (h, r) => SentenceBleu.Of(Words.Split(h), Words.Split(r), "floor"),
        ["bleu:smooth=floor,floor=0.02"] = (h, r) => SentenceBleu.Of(Words.Bleu13a(h), Words.Bleu13a(r), "floor", 0.02),
        ["bleu:smooth=add-k,tokenizer=char"] = (h, r) =>
            SentenceBleu.Of(Words.VisibleCharacters(h), Words.VisibleCharacters(r), "add-k", 1),
        ["bleu:smooth=add-k,k=0.5,effective=false"] = (h, r) => SentenceBleu.Of(Words.Bleu13a(h), Words.Bleu13a(r), "add-k", 0.5, false),
        ["bleu:smooth=none"] = (h, r) => SentenceBleu.Of(Words.Bleu13a(h), Words.Bleu13a(r), "none"),
        ["bleu:tokenizer=intl"] = (h, r) => SentenceBleu.Of(Words.International(h), Words.International(r)),
        ["bleu:tokenizer=zh"] = (h, r) => SentenceBleu.Of(Words.Chinese(h), Words.Chinese(r)),
        ["bleu:order=2,lowercase=true"] = (h, r) =>
            SentenceBleu.Of(Words.Bleu13a(Words.Lower(h)), Words.Bleu13a(Words.Lower(r)), most: 2),
        ["bleu:order=6,effective=false"] = (h, r) => SentenceBleu.Of(Words.Bleu13a(h), Words.Bleu13a(r), effective: false, most: 6),
        ["gleu"] = (h, r) => Gleu(Words.Bleu13a(h), Words.Bleu13a(r), 4),
        ["gleu:n=2,tokenizer=none"] = (h, r) => Gleu(Words.Split(h), Words.Split(r), 2),
        ["chrf"] = (h, r) => CharacterF.Of(h, r, words: false),
        ["chrf:beta=1"] = (h, r) => CharacterF.Of(h, r, words: false, beta: 1),
        ["chrf:eps=true"] = (h, r) => CharacterF.Of(h, r, words: false, eps: true),
        ["chrf:order=3,lowercase=true,space=true"] = (h, r) =>
            CharacterF.Of(Words.Lower(h), Words.Lower(r), words: false, most: 3, space: true),
        ["chrf:words=1"] = (h, r) => CharacterF.Of(h, r, words: true, mostWords: 1),
        ["chrf++:order=2,words=3,lowercase=true,eps=true"] = (h, r) =>
            CharacterF.Of(Words.Lower(h), Words.Lower(r), words: true, eps: true, most: 2, mostWords: 3),
        ["chrf++"] = (h, r) => CharacterF.Of(h, r, words: true),
        ["chrf++:eps=true,beta=3"] = (h, r) => CharacterF.Of(h, r, words: true, beta: 3, eps: true),
        ["levenshtein"] = (h, r) => Tables.Edits(Words.Characters(h), Words.Characters(r)),
        ["levenshtein-words"] = (h, r) => Tables.Edits(Words.Spaced(h), Words.Spaced(r)),
        ["levenshtein-tokens"] = (h, r) => Tables.Edits(Words.Spaced(h), Words.Spaced(r)),
        ["normalized-levenshtein"] = (h, r) => Normalized(Words.Characters(h), Words.Characters(r)),
        ["normalized-levenshtein:similarity=true"] = (h, r) => 1 - Normalized(Words.Characters(h), Words.Characters(r)),
        ["normalized-levenshtein:unit=words"] = (h, r) => Normalized(Words.Spaced(h), Words.Spaced(r)),
        ["normalized-levenshtein:over=both"] = (h, r) => OverBoth(Words.Characters(h), Words.Characters(r)),
        ["normalized-levenshtein:over=both,unit=words"] = (h, r) => OverBoth(Words.Spaced(h), Words.Spaced(r)),
        ["normalized-levenshtein:over=both,unit=tokens,similarity=true"] = (h, r) => 1 - OverBoth(Words.Spaced(h), Words.Spaced(r)),
        ["osa"] = (h, r) => Tables.Edits(Words.Characters(h), Words.Characters(r), swaps: true),
        ["damerau"] = (h, r) => Tables.Damerau(Words.Characters(h), Words.Characters(r)),
        ["damerau:unit=words"] = (h, r) => Tables.Damerau(Words.Spaced(h), Words.Spaced(r)),
        ["damerau:unit=tokens"] = (h, r) => Tables.Damerau(Words.Spaced(h), Words.Spaced(r)),
        ["indel"] = (h, r) => Words.Characters(h).Length + Words.Characters(r).Length
            - 2 * Tables.CommonSubsequence(Words.Characters(h), Words.Characters(r)),
        ["wer"] = (h, r) => ErrorRate(Words.Spaced(h), Words.Spaced(r)),
        ["wer:tokenizer=words"] = (h, r) => ErrorRate(Words.Split(h), Words.Split(r)),
        ["wer:tokenizer=char,normalize=none"] = (h, r) => ErrorRate(Words.Clusters(h), Words.Clusters(r)),
        ["cer"] = (h, r) => ErrorRate(Words.Characters(h), Words.Characters(r)),
        ["wer:cap=1"] = (h, r) => Math.Min(1, ErrorRate(Words.Spaced(h), Words.Spaced(r))),
        ["cer:cap=0.5"] = (h, r) => Math.Min(0.5, ErrorRate(Words.Characters(h), Words.Characters(r))),
        ["mer"] = (h, r) => MatchErrorRate(Words.Spaced(h), Words.Spaced(r)),
        ["wil"] = (h, r) => WordInformationLost(Words.Spaced(h), Words.Spaced(r)),
        ["wil:tokenizer=words"] = (h, r) => WordInformationLost(Words.Split(h), Words.Split(r)),
        ["ter"] = (h, r) => Tercom.Rate(Words.Spaced(Words.Lower(h)), Words.Spaced(Words.Lower(r))),
        ["ter:case-sensitive=true"] = (h, r) => Tercom.Rate(Words.Spaced(h), Words.Spaced(r)),
        ["ter:tokenizer=words"] = (h, r) => Tercom.Rate(Words.Split(Words.Lower(h)), Words.Split(Words.Lower(r))),
        ["weighted-levenshtein"] = (h, r) => Tables.Edits(Words.Characters(h), Words.Characters(r)),
        ["weighted-levenshtein:insert=2,delete=3,substitute=4"] = (h, r) => Tables.Cost(Words.Characters(h), Words.Characters(r), 2, 3, 4),
        ["weighted-levenshtein:insert=0.3,delete=0.3,substitute=0.7,unit=words"] = (h, r) =>
            Tables.Cost(Words.Spaced(h), Words.Spaced(r), 0.3, 0.3, 0.7),
        ["weighted-levenshtein:substitute=5,unit=tokens"] = (h, r) => Tables.Cost(Words.Spaced(h), Words.Spaced(r), 1, 1, 5),
        ["jaro-winkler"] = (h, r) => Names.JaroWinkler(Words.Characters(h), Words.Characters(r), 0.1),
        ["jaro-winkler:prefix=0"] = (h, r) => Names.JaroWinkler(Words.Characters(h), Words.Characters(r), 0),
        ["label-f1"] = (h, r) => Overlaps.F(Words.Labels(h), Words.Labels(r)),
        ["label-jaccard"] = (h, r) => Overlaps.Jaccard(Words.Labels(h), Words.Labels(r)),
        ["label-subset"] = (h, r) => Words.Labels(h).ToHashSet().SetEquals(Words.Labels(r)) ? 1 : 0,
        ["execution"] = Outcomes.Share,
        ["execution:all=true"] = (h, r) => Outcomes.Share(h, r) == 1 ? 1 : 0,
        ["result-table"] = (h, r) => Outcomes.Rows(h, r) == 1 ? 1 : 0,
        ["result-table:partial=true"] = Outcomes.Rows,
        ["ranking-ap"] = Ranked(Rankings.AveragePrecision),
        ["ranking-ndcg"] = Ranked((h, r) => Rankings.Ndcg(h, r, equal: false)),
        ["ranking-ndcg:gain=equal"] = Ranked((h, r) => Rankings.Ndcg(h, r, equal: true)),
        ["ranking-rbo"] = Ranked((h, r) => Rankings.Rbo(h, r, 0.9)),
        ["ranking-rbo:p=0.5"] = Ranked((h, r) => Rankings.Rbo(h, r, 0.5)),
        ["ranking-kendall"] = Ranked(Rankings.Kendall),
        ["label-hamming:labels=4"] = (h, r) => Overlaps.Hamming(Words.Labels(h), Words.Labels(r)) / 4,
    };

    /// <summary>The value for two texts in any Unicode form.</summary>
    public static double Score(string name, string h, string r) =>
        name.Contains("raw=true") || name.Contains("normalize=none") || name.Contains("tokenizer=ascii")
            || name.StartsWith("execution") || name.StartsWith("result-table")
            ? All[name](h, r)
            : All[name](Words.Composed(h), Words.Composed(r));

    private static Func<string, string, double> Squad(Func<string[], string[], double> score) =>
        (h, r) => score(Words.SquadTokens(h), Words.SquadTokens(r));

    private static Func<string, string, double> SquadSets(Func<string[], string[], double> score) =>
        (h, r) => score([.. Words.SquadTokens(h).Distinct()], [.. Words.SquadTokens(r).Distinct()]);

    private static Func<string, string, double> Ranked(Func<string[], string[], double> score) =>
        (h, r) => score([.. Words.Labels(h).Distinct()], [.. Words.Labels(r).Distinct()]);

    private static double Gleu(string[] h, string[] r, int n)
    {
        string[] Grams(string[] words) => [.. Enumerable.Range(1, n).SelectMany(k => Counts.NGrams(words, k))];
        double c = Counts.Shared(Grams(h), Grams(r));
        return h.Length + r.Length == 0 ? 1 : c == 0 ? 0 : Math.Min(c / Grams(h).Length, c / Grams(r).Length);
    }

    private static double MatchErrorRate(string[] h, string[] r)
    {
        var (edits, hits) = Tables.Hits(h, r);
        return edits == 0 ? 0 : edits / (double)(edits + hits);
    }

    private static double WordInformationLost(string[] h, string[] r)
    {
        double hits = Tables.Hits(h, r).Hits;
        return h.Length + r.Length == 0 ? 0 : 1 - hits * hits / Math.Max(1, h.Length * r.Length);
    }

    private static string[] Pairs(string[] tokens) => Counts.NGrams(tokens, 2);

    private static double RougeL(string[] h, string[] r, string measure) => h.Length == 0 || r.Length == 0
        ? 0
        : Overlaps.Measure(Tables.CommonSubsequence(h, r) / (double)h.Length, Tables.CommonSubsequence(h, r) / (double)r.Length, measure);

    private static double Normalized(string[] h, string[] r) =>
        h.Length + r.Length == 0 ? 0 : Tables.Edits(h, r) / (double)Math.Max(h.Length, r.Length);

    // From the similarity (|h| + |r| - d) / (|h| + |r| + d).
    private static double OverBoth(string[] h, string[] r)
    {
        double both = h.Length + r.Length;
        return both == 0 ? 0 : 1 - (both - Tables.Edits(h, r)) / (both + Tables.Edits(h, r));
    }

    private static double ErrorRate(string[] h, string[] r) =>
        r.Length == 0 ? (h.Length == 0 ? 0 : 1) : Tables.Edits(h, r) / (double)r.Length;
}
