using System.Globalization;
namespace Accelerated.Metrics.Tests.Encoding;

public sealed class ProblemEncoderTests
{
    [Test]
    public void Equal_texts_are_encoded_once_and_vote_together()
    {
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("levenshtein"), ["b", "a", "b", "", "a", "b"]);
        Assert.That(problem.Rows, Is.EqualTo(3));
        Assert.That(problem.RowOf.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 2, 1, 0 }));
        Assert.That(problem.ColumnUnits.ToArray(), Is.EqualTo(new[] { 3, 2, 1 }));
    }

    [Test]
    public void Sameness_is_in_what_the_metric_reads()
    {
        Candidate[] candidates =
        [
            new("x") { Tokens = [1, 2], Labels = ["p", "q"] },
            new("y") { Tokens = new List<int> { 1, 2 }, Labels = new List<string> { "p", "q" } },
            new("x") { Tokens = [1, 3], Labels = ["pq"] },
            "x",
            new("x") { Tokens = new Queue<int>([1, 3]).ToArray().AsReadOnly() },
        ];
        Assert.That(
            ProblemEncoder.Encode(MetricCatalogue.Parse("levenshtein-tokens"), candidates).RowOf.ToArray(),
            Is.EqualTo(new[] { 0, 0, 1, 2, 1 }));
        Assert.That(
            ProblemEncoder.Encode(MetricCatalogue.Parse("label-f1"), candidates).RowOf.ToArray(), Is.EqualTo(new[] { 0, 0, 1, 2, 2 }));
        Assert.That(
            ProblemEncoder.Encode(MetricCatalogue.Parse("token-f1"), candidates).RowOf.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 0, 0 }));
    }

    [Test]
    public void Thousands_of_candidates_find_their_copies()
    {
        const int Seed = 51;
        var random = new Random(Seed);
        var texts = Enumerable.Range(0, 5000).Select(_ => random.Next(2000).ToString()).ToArray();
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("exact-match"), [.. texts.Select(text => new Candidate(text))]);
        var distinct = texts.Distinct().ToList();
        Assert.That(problem.Rows, Is.EqualTo(distinct.Count), $"seed {Seed}");
        Assert.That(problem.RowOf.ToArray(), Is.EqualTo(texts.Select(text => distinct.IndexOf(text))), $"seed {Seed}");
    }

    [TestCase("levenshtein")]
    [TestCase("token-f1")]
    [TestCase("chrf")]
    public void A_candidate_of_a_mebi_of_characters_is_encoded(string metric)
    {
        var text = string.Concat(Enumerable.Repeat("wörd and 16 more", 1 << 16));
        Assert.That(text, Has.Length.EqualTo(1 << 20));
        Assert.That(ProblemEncoder.Encode(MetricCatalogue.Parse(metric), [text, "short"], longestCandidate: 1 << 20).Rows, Is.EqualTo(2));
    }

    [Test]
    public void A_candidate_or_reference_above_the_limit_is_named()
    {
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("levenshtein"), ["a", "a", new string('x', 1_200_000)]),
            Throws.TypeOf<CandidateException>().With.Property("Index").EqualTo(2).And.Message.EqualTo(
                "Candidate 2 has 1,200,000 tokens; the limit is 65,536. Shorten it or raise SelectionOptions.LongestCandidate."));
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("token-f1"), ["x"], ["x y", "x y z w"], longestCandidate: 3),
            Throws.TypeOf<CandidateException>().With.Property("Index").EqualTo(1).And.Message.EqualTo(
                "Reference 1 has 4 tokens; the limit is 3. Shorten it or raise SelectionOptions.LongestCandidate."));
        Assert.That(ProblemEncoder.Encode(MetricCatalogue.Parse("levenshtein"), ["abcd"], longestCandidate: 4).Rows, Is.EqualTo(1));
    }

    [TestCase(new string[0], "The list of candidates is empty; it must hold at least one. Give one, or leave the problem out.")]
    [TestCase(new[] { "1", null }, "Candidate 1 is null; give a text, which may be empty.")]
    [TestCase(new[] { "few", "many" }, "squared-error can read none of the 2 candidates. Correct them, or use another metric.")]
    public void Rejects_a_list_that_cannot_be_used(string?[] texts, string message) => Assert.That(
        () => ProblemEncoder.Encode(
            MetricCatalogue.Parse("squared-error"), [.. texts.Select(text => text is null ? null! : new Candidate(text))]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(message));

    [Test]
    public void A_text_without_a_number_is_skipped_or_refused()
    {
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("squared-error"), ["1", "about two", "3", "NaN"]);
        Assert.That(problem.RowOf.ToArray(), Is.EqualTo(new[] { 0, -1, 1, -1 }));
        Assert.That(problem.Skipped, Is.EqualTo(2));
        Assert.That(problem.ColumnUnits.ToArray(), Is.EqualTo(new[] { 1, 1 }));
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("squared-error:missing=error"), ["1", "about two"]),
            Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "Candidate 1 is 'about two', not a finite number; a numeric metric reads the whole text. "
                + "Leave it out, let such candidates be skipped with the option missing=skip, or read a number within the text "
                + "with number=last."));
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("huber:missing=error,number=last"), ["1", "none"]),
            Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "Candidate 1 is 'none' and holds no finite number. Leave it out, or let such candidates be skipped "
                + "with the option missing=skip."));
    }

    [TestCase("The answer is \u22125", -5)]
    [TestCase("3 \u2212 4", 4)]
    [TestCase("5\u22127", 7)]
    public void A_number_in_a_text_may_have_the_mathematical_minus(string text, double value)
    {
        var features = (NumberFeatures)ProblemEncoder.Encode(
            MetricCatalogue.Parse("squared-error:number=last"), [new Candidate(text)]).Features;
        Assert.That(features.Values[0], Is.EqualTo(value));
    }

    [Test]
    public void A_whole_text_may_be_a_number_with_the_mathematical_minus() =>
        Assert.That(
            ((NumberFeatures)ProblemEncoder.Encode(MetricCatalogue.Parse("squared-error"), ["\u22122.5"]).Features).Values[0],
            Is.EqualTo(-2.5));

    [Test]
    public void An_unusable_vector_or_reference_is_named_by_its_index_and_role()
    {
        var vector = new Candidate("a") { Vector = [1, 2] };
        var other = new Candidate("b") { Vector = [1, float.NaN] };
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("cosine"), [vector, vector, new Candidate("c")]),
            Throws.TypeOf<CandidateException>().With.Property("Index").EqualTo(2).And.Message.StartsWith("Candidate 2 has no vector; "));
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("cosine"), [vector, vector], [other]),
            Throws.TypeOf<CandidateException>().With.Property("Index").EqualTo(0).And.Message.StartsWith(
                "Reference 0 has NaN at index 1 of its vector; "));
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("squared-error:missing=error"), ["1"], ["x"]),
            Throws.TypeOf<CandidateException>().With.Message.StartsWith("Reference 0 is 'x', not a finite number; "));
    }

    [Test]
    public void Messages_do_not_follow_the_callers_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            Assert.That(
                () => ProblemEncoder.Encode(MetricCatalogue.Parse("squared-log-error"), ["-1.5"]),
                Throws.TypeOf<CandidateException>().With.Message.StartsWith("Candidate 0 is -1.5; "));
            Assert.That(
                () => Weights.FromGiven([-0.5]),
                Throws.TypeOf<CandidateException>().With.Message.StartsWith("Reference 0 has weight -0.5; "));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
