using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Published and hand-worked values of every metric, through the command line.</summary>
public sealed class ScoreTests
{
    private const string Fox = "The quick brown fox jumps over the lazy dog";
    private const string Dog = "The quick brown dog jumps on the log.";

    [TestCase("token-f1", "the cat sat", "a cat sat down", .8)]
    [TestCase("token-f1", "Eiffel Tower", "The Eiffel Tower!", 1)]
    [TestCase("token-f1", "to be or not to be", "to be", .5)]
    [TestCase("token-f1", "A", "A", 1)]
    [TestCase("token-f1:empty=v1", "A", "A", 0)]
    [TestCase("token-f1", "state-of-the-art U.S.A. 1,000", "stateoftheart usa 1000", 1)]
    [TestCase("token-f1", "“Paris”", "Paris", 0)]
    [TestCase("token-f1", "x x y", "x y y", 2 / 3.0)]
    [TestCase("token-f1:sets=true", "x x y", "x y y", 1)]
    [TestCase("token-f1", "x", "", 0)]
    [TestCase("f-beta:beta=2", "x x y", "x y", 10 / 11.0)] // 5 * 2 / (4 * 2 + 3)
    [TestCase("overlap", "x x y", "x y", 1)]
    [TestCase("tversky:alpha=1,beta=0", "x x y", "x y", 2 / 3.0)]
    [TestCase("token-precision", "the cat sat down", "a cat", 1 / 3.0)]
    [TestCase("token-recall", "the cat sat down", "a cat", 1)]
    [TestCase("jaccard", "x y z", "y z w", .5)]
    [TestCase("jaccard", "x x y", "x y y", .5)]
    [TestCase("jaccard:sets=true", "x x y", "x y y", 1)]
    [TestCase("dice", "x x y", "x y y", 2 / 3.0)]
    [TestCase("exact-match", "The Paris!", "paris", 1)]
    [TestCase("exact-match", "state-of-the-art", "stateoftheart", 1)]
    [TestCase("exact-match", "U.S.A.", "usa", 1)]
    [TestCase("exact-match", "1,000", "1000", 1)]
    [TestCase("exact-match", "“Paris”", "Paris", 0)]
    [TestCase("exact-match", "A", "", 1)]
    [TestCase("exact-match:raw=true", "The Paris!", "paris", 0)]
    [TestCase("rouge-1", Dog, Fox, .705882)]
    [TestCase("rouge-1:measure=precision", Dog, Fox, .75)]
    [TestCase("rouge-1:measure=recall", Dog, Fox, .666667)]
    [TestCase("rouge-2", Dog, Fox, .266667)]
    [TestCase("rouge-2:measure=precision", Dog, Fox, .285714)]
    [TestCase("rouge-2:measure=recall", Dog, Fox, .25)]
    [TestCase("rouge-l", Dog, Fox, .588235)]
    [TestCase("rouge-l", "", "abc", 0)]
    [TestCase("rouge-l", "", "", 0)]
    [TestCase("rouge-l:measure=precision", Dog, Fox, .625)]
    [TestCase("rouge-l:measure=recall", Dog, Fox, .555556)]
    [TestCase("bleu", "the cat sat on the mat", "the cat is on the mat", 37.991784)]
    [TestCase("bleu:effective=false", "the cat sat on the mat", "the cat is on the mat", 37.991784)]
    [TestCase("bleu", "the cat", "the cat sat", 60.653066)]
    [TestCase("bleu:effective=false", "the cat", "the cat sat", 0)]
    [TestCase("bleu", "Hello, world!", "Hello world", 18.995892)]
    [TestCase("bleu:effective=false", "Hello, world!", "Hello world", 18.995892)]
    [TestCase("bleu:effective=false", "x y", "a b", 0)]
    [TestCase("bleu:smooth=none", "the cat sat on the mat", "the cat is on the mat", 0)]
    [TestCase("bleu:smooth=floor", "the cat sat on the mat", "the cat is on the mat", 25.406637)] // orders 5/6, 3/5, 1/4, 0.1/3
    [TestCase("bleu:smooth=add-k", "the cat sat on the mat", "the cat is on the mat", 48.549177)] // orders 5/6, 4/6, 2/5, 1/4
    [TestCase("bleu", "", "", 0)]
    [TestCase("bleu", "x y", "a b", 0)]
    [TestCase("chrf", "the cat sat on the mat", "the cat is on the mat", 64.577942)]
    [TestCase("chrf++", "the cat sat on the mat", "the cat is on the mat", 66.360671)]
    [TestCase("chrf:eps=true", "the cat sat on the mat", "the cat is on the mat", 64.577195)]
    [TestCase("chrf", "cat", "the cat", 43.726236)]
    [TestCase("chrf++", "cat", "the cat", 46.742210)]
    [TestCase("chrf:eps=true", "cat", "the cat", 21.736978)]
    [TestCase("chrf", "ab", "abc", 63.636364)]
    [TestCase("chrf++", "ab", "abc", 42.424242)]
    [TestCase("chrf:eps=true", "ab", "abc", 21.164021)]
    [TestCase("chrf", "", "abc", 0)]
    [TestCase("chrf", "abc", "", 0)]
    [TestCase("chrf++", "", "abc", 0)]
    [TestCase("chrf:eps=true", "abc", "", 0)]
    [TestCase("chrf", "The cat sat on the mat.", "The cat sat on the mat.", 100)]
    [TestCase("chrf", "The cat sat on the mat.", "The fat cat sat on the mat.", 74.6319046)]
    // Published in single precision, as 55.77074432; the next three are, too.
    [TestCase("chrf", "The cat sat on the mat.", "A cat sat on a mat.", 55.77074554)]
    [TestCase("chrf", "The cat sat on the hat.", "The cat sat on the mat.", 79.65373543)]
    [TestCase("chrf", "The cat sat on the hat.", "The fat cat sat on the mat.", 57.15287549)]
    [TestCase("chrf", "The cat sat on the hat.", "A cat sat on a mat.", 50.72182797)]
    [TestCase("levenshtein", "kitten", "sitting", 3)]
    [TestCase("normalized-levenshtein", "kitten", "sitting", .428571)]
    [TestCase("normalized-levenshtein:similarity=true", "kitten", "sitting", .571429)]
    [TestCase("indel", "kitten", "sitting", 5)]
    [TestCase("levenshtein", "ca", "abc", 3)]
    [TestCase("osa", "ca", "abc", 3)]
    [TestCase("levenshtein", "a cat", "an abct", 4)]
    [TestCase("osa", "a cat", "an abct", 4)]
    [TestCase("levenshtein", "abcdef", "acbdef", 2)]
    [TestCase("osa", "abcdef", "acbdef", 1)]
    [TestCase("levenshtein", "", "abc", 3)]
    [TestCase("normalized-levenshtein", "", "abc", 1)]
    [TestCase("normalized-levenshtein", "", "", 0)]
    [TestCase("levenshtein", "\U0001F600", "x", 1)]
    [TestCase("levenshtein-words", "the cat sat", "the cat is", 1)]
    [TestCase("levenshtein-tokens", "the cat sat", "the cat is", 1)]
    [TestCase("wer", "the cat sat on the mat", "the cat is on the mat", 1 / 6.0)]
    [TestCase("wer", "x", "", 1)]
    [TestCase("wer", "", "", 0)]
    [TestCase("wer", "x y z", "x", 2)]
    [TestCase("cer", "abc", "", 1)]
    [TestCase("cer", "", "", 0)]
    [TestCase("cer", "kitten", "sitting", 3 / 7.0)]
    [TestCase("squared-error", "1.5", "4", 6.25)]
    [TestCase("absolute-error", "1.5", "4", 2.5)]
    [TestCase("huber", "0", "3", 2.5)]
    [TestCase("pinball:tau=0.9", "0", "3", 2.7)]
    [TestCase("pinball:tau=0.9", "3", "0", .3)]
    [TestCase("log-cosh", "0", "3", 2.30932850)] // ln cosh 3
    [TestCase("relative-error", "1", "4", .75)]
    [TestCase("relative-error:squared=true", "1", "4", .5625)]
    [TestCase("squared-log-error", "0", "1", .48045301)] // (ln 2)^2
    [TestCase("hit:delta=0", "3", "3.00", 1)]
    [TestCase("hit", "10", "11", 1)]
    [TestCase("hit", "10", "11.5", 0)]
    [TestCase("label-f1", "x, y; z", "y,z", .8)]
    [TestCase("label-f1", "", "", 1)]
    [TestCase("label-jaccard", "a,b,c", "b;c;d", .5)]
    [TestCase("label-subset", "a,b", "b,a", 1)]
    [TestCase("label-subset", "a,b", "a", 0)]
    [TestCase("label-hamming", "a,b,c", "b,c,d", 2)]
    [TestCase("label-hamming:labels=4", "a,b,c", "b,c,d", .5)]
    public async Task A_golden_value(string metric, string hypothesis, string reference, double score)
    {
        var line = JsonSerializer.Serialize(new { hypothesis, reference });
        var run = await CommandRun.Of(line, "score", "-", "--metric", metric);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("score").GetDouble(), Is.EqualTo(score).Within(1e-6));
    }

    [Test]
    public async Task Scores_token_ids_labels_and_vectors()
    {
        Assert.That(
            await Score(
                "levenshtein-tokens", """{"hypothesis": {"text": "", "tokens": [1, 2, 3]}, "reference": {"text": "", "tokens": [1, 3]}}"""),
            Is.EqualTo(1));
        Assert.That(
            await Score("label-f1", """{"hypothesis": {"labels": ["a", "b"]}, "reference": {"labels": ["b", "c"]}}"""), Is.EqualTo(.5));
        Assert.That(
            await Score("cosine", """{"hypothesis": {"vector": [3, 4]}, "reference": {"vector": [4, 3]}}"""),
            Is.EqualTo(.96).Within(1e-12));
    }

    [Test]
    public async Task Reports_a_pair_that_cannot_be_scored_and_scores_the_rest()
    {
        var run = await CommandRun.Of(
            """
            {"id": "a", "hypothesis": "1", "reference": "3"}
            {"hypothesis": "few", "reference": "3"}
            {"hypothesis": "1"}
            {"hypothesis": true, "reference": "3"}
            {"hypothesis": "5", "reference": "3"}
            """,
            "score", "--metric", "absolute-error");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Output, Is.EqualTo("{\"id\":\"a\",\"score\":2}\n{\"score\":2}\n"));
        Assert.That(run.Error.Split('\n'), Is.EqualTo(new[]
        {
            "line 2: absolute-error can read none of the 1 candidates. Correct them, or use another metric.",
            "line 3: 'reference' is missing; give a string or an object with a 'text'",
            "line 4: 'hypothesis' is a boolean; it must be a string or an object with a 'text'",
            "3 bad lines were skipped; the rest was processed.",
            "",
        }));
    }

    private static async Task<double> Score(string metric, string line)
    {
        var run = await CommandRun.Of(line, "score", "--metric", metric);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run.Json.Single().GetProperty("score").GetDouble();
    }
}
