using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Recording;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Recording;

public sealed class DecisionRecordTests
{
    private static readonly string[] Texts = ["the cat sat", "a cat sat down", "the \"cat\"\u2028 sat", "ein Hund", "the cat sat"];

    private static DecisionRecord Decide(SelectionOptions options, params IReadOnlyList<Candidate> candidates)
    {
        using var selector = new Selector(options);
        var problem = new Problem("q\n1", candidates);
        return new DecisionRecord(problem, selector.Select(problem), options);
    }

    private static IEnumerable<SelectionOptions> AllKinds()
    {
        yield return new(Metric.TokenF1());
        yield return new(Metric.Parse("chrf++")) { Self = SelfPair.Exclude, Top = 2 };
        yield return new(Metric.Parse("token-f1:language=de")) { Risk = Risk.ConditionalValue(0.3) };
        yield return new(Metric.RougeL()) { BootstrapResamples = 50, BootstrapSeed = ulong.MaxValue };
        yield return new(Metric.Bleu()) { Weights = WeightSource.LogProbability, Temperature = 0.1 };
        yield return new(Metric.ChrF()) { Weights = WeightSource.LogProbabilityPerToken, Temperature = 1 / 3.0 };
        yield return new(Metric.TokenF1()) { Rule = SelectionRule.Bayes, Weights = WeightSource.Given };
        yield return new(Metric.TokenF1()) { Rule = SelectionRule.Consensus, ConsensusEvaluations = 9 };
        yield return new(Metric.TokenF1()) { ClusterThreshold = .5, Diverse = 2, Diversity = 2 };
        yield return new(Metric.TokenF1())
        {
            Weights = WeightSource.Given,
            Adjustment = new WeightAdjustment
            {
                UniformShare = .1, LargestShare = .5, SourceFactors = new Dictionary<string, double> { ["s1"] = 2, ["s0"] = .3 },
            },
        };
    }

    [TestCaseSource(nameof(AllKinds))]
    public void A_record_replays_to_the_same_bytes(SelectionOptions options)
    {
        var record = Decide(options, [.. Texts.Select((text, k) => new Candidate(text)
        {
            LogProbability = -1.1 * k,
            Weight = .1 * (k + 1),
            Tokens = [.. Enumerable.Range(0, k + 1)],
            Source = $"s{k % 3}",
        })]);
        var read = DecisionRecord.Parse(record.ToJson());
        Assert.That(read.Replay(), Is.EqualTo(record.Decision));
        Assert.That(read.ToJson(), Is.EqualTo(record.ToJson()));
        Assert.That(record.ToJson(), Does.Not.Contain("\n"));
    }

    [Test]
    public void The_engine_changes_nothing()
    {
        var record = Decide(new(Metric.ChrF()), [.. Texts.Select(text => new Candidate(text))]);
        using var selector = new Selector(record.Options with { Engine = EngineChoice.Parse("reference") });
        Assert.That(record.Replay(selector, default), Is.EqualTo(record.Decision).And.Contains("\"engine\":\"cpu\""));
    }

    [Test]
    public void All_that_a_metric_reads_is_recorded()
    {
        var vectors = Decide(
            new(Metric.Cosine()), [new("") { Vector = [.1f, 1 / 3f] }, new("") { Vector = [1, 2] }, new("") { Vector = [-1, 1e-30f] }]);
        var labels = Decide(new(Metric.Parse("label-f1")), [new("") { Labels = ["a,b", "c"] }, new("") { Labels = [] }, new("c")]);
        var languages = Decide(
            new(Metric.Parse("squared-error")), [new("1,5") { Language = "de" }, new("2") { Language = "de" }, new("7")]);
        foreach (var record in new[] { vectors, labels, languages })
        {
            Assert.That(DecisionRecord.Parse(record.ToJson()).Replay(), Is.EqualTo(record.Decision));
        }
    }

    [Test]
    public void Extracted_numbers_and_the_locale_of_languages_are_recorded()
    {
        var number = (NumberMetric)Metric.Parse("absolute-error");
        var options = new SelectionOptions(number.With(number.Reader.ByLanguage()));
        var texts = new[] { "es ist 1.234,5", "also 2.000", "17" }.Select(text => new Candidate(text) { Language = "de" });
        var answered = new AnsweredProblem(
            new Problem("q", [.. texts]), AnswerExtractor.Create("last-number", new NumberReader().ByLanguage()));
        using var selector = new Selector(options);
        var record = new DecisionRecord(answered.Problem, selector.Select(answered.Problem), options);
        var read = DecisionRecord.Parse(record.ToJson());
        Assert.That(read.Problem.Candidates, Is.EqualTo(record.Problem.Candidates));
        Assert.That(read.Replay(), Is.EqualTo(record.Decision));
    }

    [Test]
    public void Impossible_answers_and_separate_references_are_recorded()
    {
        var options = new SelectionOptions(Metric.TokenF1()) { Weights = WeightSource.LogProbability };
        using var selector = new Selector(options);
        var problem = new Problem("q", ["a", "b"])
        {
            References = [new("a") { LogProbability = double.NegativeInfinity }, new("b") { LogProbability = -2 }],
        };
        var record = new DecisionRecord(problem, selector.Select(problem), options);
        Assert.That(DecisionRecord.Parse(record.ToJson()).Replay(), Is.EqualTo(record.Decision).And.Contains("\"index\":1"));
    }

    [Test]
    public void A_changed_decision_is_seen()
    {
        var record = Decide(new(Metric.TokenF1()), "a b", "a b", "c");
        var changed = DecisionRecord.Parse(record.ToJson().Replace("\"expected\":0.6666666666666666", "\"expected\":0.7"));
        Assert.That(changed.Replay(), Is.EqualTo(record.Decision).And.Not.EqualTo(changed.Decision));
        var other = DecisionRecord.Parse(record.ToJson().Replace("[{\"text\":\"a b\"}", "[{\"text\":\"c\"}"));
        Assert.That(other.Replay(), Is.Not.EqualTo(other.Decision));
    }

    [Test]
    public void The_model_and_its_seed_are_kept()
    {
        var made = Decide(new(Metric.TokenF1()), "a", "b");
        var record = new DecisionRecord(made.Problem, made.Options, made.Decision) { Model = "m", ModelHash = "00ff", DrawingSeed = 7 };
        var read = DecisionRecord.Parse(record.ToJson());
        Assert.That((read.Model, read.ModelHash, read.DrawingSeed, read.Version), Is.EqualTo(("m", "00ff", 7L, DecisionRecord.OwnVersion)));
    }

    [Test]
    public void A_users_metric_is_given_again()
    {
        var metric = Metric.Create("mine", (h, r) => h.Length == r.Length ? 1 : 0);
        var record = Decide(new(metric), "aa", "bb", "c");
        Assert.That(
            () => DecisionRecord.Parse(record.ToJson()),
            Throws.TypeOf<RecordException>().With.Message.Contains("metric 'mine' is unknown").And.Message.Contains("Register it"));
        Assert.That(DecisionRecord.Parse(record.ToJson(), metric).Replay(), Is.EqualTo(record.Decision));
        Assert.That(() => DecisionRecord.Parse(record.ToJson(), Metric.ChrF()), Throws.TypeOf<RecordException>());
    }

    [TestCase("", "is no decision record")]
    [TestCase("{}", "is no decision record")]
    [TestCase("[1]", "is no decision record")]
    [TestCase("{\"record\": 2}", "has format 2; this version replays format 1")]
    public void Rejects_what_is_no_record(string text, string message) =>
        Assert.That(() => DecisionRecord.Parse(text), Throws.TypeOf<RecordException>().With.Message.Contains(message));

    [TestCaseSource(typeof(MetricCatalogue), nameof(MetricCatalogue.Definitions))]
    public void A_metrics_full_name_names_the_same_metric(MetricDefinition definition)
    {
        var name = Metric.Parse(definition.Name).Info.Name;
        Assert.That(Metric.Parse(name).Info.Name, Is.EqualTo(name));
    }
}
