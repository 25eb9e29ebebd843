using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class DecoderTests
{
    private static readonly SelectionOptions TokenF1 = new(MetricCatalogue.Parse("token-f1"));

    [Test]
    public async Task Votes_are_read_in_the_language_of_the_prompt()
    {
        using var source = new FixedSource("Haus", "die Straße", "Der STRASSE");
        using var decoder = new MetricAwareDecoder(
            source, new SelectionOptions(Metric.ExactMatch()), new DecodingOptions { Candidates = 3 });
        var decoding = await decoder.DecodeAsync(new Prompt("p") { Language = "de" });
        Assert.That(decoding.Selection.Expected, Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That((await decoder.DecodeAsync("p")).Selection.Expected, Is.EqualTo(1 / 3.0).Within(1e-12));
    }

    [Test]
    public async Task Answers_are_extracted_by_the_numbers_of_the_language_where_none_are_named()
    {
        using var source = new FixedSource("das sind 1.234 Euro", "1234", "7");
        var extractor = AnswerExtractor.Create("last-number", new NumberReader().ByLanguage());
        using var decoder = new MetricAwareDecoder(
            source, new SelectionOptions(Metric.ExactMatch()), new DecodingOptions { Candidates = 3, Answer = extractor });
        var decoding = await decoder.DecodeAsync(new Prompt("p") { Language = "de" });
        Assert.That(decoding.Votes.Select(vote => vote.Text), Is.EqualTo(new[] { "1234", "1234", "7" }));
    }

    [Test]
    public async Task Returns_the_candidate_with_the_best_expected_metric()
    {
        string[] texts = ["paris", "paris france", "the city of paris", "london"];
        using var model = new ScriptedModel(i => Text(texts[i]));
        using var decoder = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { Candidates = 4 });
        var decoding = await decoder.DecodeAsync(new Prompt("Where?") { Id = "q" });
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Id, Is.EqualTo("q"));
            Assert.That(decoding.Text, Is.EqualTo("paris"));
            Assert.That(decoding.Selection.Expected, Is.EqualTo(.541667).Within(1e-6));
            Assert.That(decoding.Samples.Select(s => s.Text), Is.EqualTo(texts), "in the order of the index, not of arrival");
            Assert.That(decoding.Requested, Is.EqualTo(4));
        });
    }

    [Test]
    public async Task Answers_vote_and_the_most_likely_text_with_the_winner_is_returned()
    {
        DrawnCandidate[] drawn =
        [
            Text("2 + 2 is 5") with { LogProbability = -1 },
            Text("I count 4") with { LogProbability = -3 },
            Text("so it is 4.0") with { LogProbability = -2 },
            Text("who knows") with { LogProbability = -0.5 },
        ];
        using var model = new ScriptedModel(i => drawn[i]);
        using var decoder = new MetricAwareDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("exact-match")),
            new DecodingOptions { Candidates = 4, Answer = AnswerExtractor.Parse("last-number") });
        var decoding = await decoder.DecodeAsync("2 + 2?");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Selection.Text, Is.EqualTo("4"));
            Assert.That(decoding.Text, Is.EqualTo("so it is 4.0"));
            Assert.That(decoding.Unanswered, Is.EqualTo(1));
            Assert.That(decoding.Votes, Has.Count.EqualTo(3));
        });
    }

    [Test]
    public async Task Returns_the_closed_form_answer_of_a_numeric_loss()
    {
        string[] texts = ["1", "2", "2", "4", "11", "none"];
        using var model = new ScriptedModel(i => Text("I say " + texts[i]));
        using var decoder = new MetricAwareDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes },
            new DecodingOptions { Candidates = 6, Answer = AnswerExtractor.Parse("last-number") });
        var decoding = await decoder.DecodeAsync("How many?");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Selection.Value!.Number, Is.EqualTo(4).Within(1e-12));
            Assert.That(decoding.Text, Is.EqualTo("I say 4"));
            Assert.That(decoding.Unanswered, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Keeps_drops_or_refuses_samples_by_policy()
    {
        DrawnCandidate[] drawn =
        [
            Text("a b"), Text(" "), new DrawnCandidate(0, "a b c", FinishReason.Length), new DrawnCandidate(0, "no", FinishReason.Refused),
        ];
        using var model = new ScriptedModel(i => drawn[i]);
        var kept = await Decode(new SamplePolicy());
        var dropped = await Decode(new SamplePolicy { Empty = SampleUse.Drop, Truncated = SampleUse.Drop });
        Assert.Multiple(() =>
        {
            Assert.That(kept.Votes.Select(v => v.Text), Is.EqualTo(new[] { "a b", "", "a b c" }));
            Assert.That(dropped.Votes.Select(v => v.Text), Is.EqualTo(new[] { "a b" }));
            Assert.That((dropped.Empty, dropped.Truncated, dropped.Refused), Is.EqualTo((1, 1, 1)));
        });
        Assert.That(
            () => Decode(new SamplePolicy { Truncated = SampleUse.Refuse }),
            Throws.TypeOf<DecodingException>().With.Message.EqualTo(
                "Sample 2 was cut off at the token limit, which DecodingOptions.Samples refuses. Keep or drop such samples, or change " +
                "how they are "
                + "drawn."));

        async Task<Decoding> Decode(SamplePolicy policy)
        {
            using var decoder = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { Candidates = 4, Samples = policy });
            return await decoder.DecodeAsync("?");
        }
    }

    [Test]
    public async Task Stops_drawing_once_the_decision_is_stable()
    {
        using var model = new ScriptedModel(i => Text(i % 8 == 7 ? "something else" : "the same answer"));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1, new DecodingOptions { Candidates = 200, Stop = new EarlyStop(block: 16) });
        var decoding = await decoder.DecodeAsync("?");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.StoppedEarly, Is.True);
            Assert.That(decoding.Samples, Has.Count.EqualTo(16));
            Assert.That(decoding.Samples.Select(s => s.Index), Is.EqualTo(Enumerable.Range(0, 16)));
            Assert.That(decoding.Failure, Is.Null);
        });
    }

    [Test]
    public async Task Draws_all_blocks_in_sequence_if_the_decision_stays_open()
    {
        using var model = new ScriptedModel(i => Text("word" + i));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1, new DecodingOptions { Candidates = 40, Stop = new EarlyStop(block: 16) });
        var decoding = await decoder.DecodeAsync("?");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.StoppedEarly, Is.False);
            Assert.That(model.Drawn.Order(), Is.EqualTo(Enumerable.Range(0, 40)));
            Assert.That(decoding.Samples.Select(s => s.Text), Is.EqualTo(Enumerable.Range(0, 40).Select(i => "word" + i)));
        });
    }

    [Test]
    public async Task Continues_after_a_first_block_without_a_vote()
    {
        using var model = new ScriptedModel(i => Text(i < 4 ? "no number yet" : "it is 7"));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1,
            new DecodingOptions { Candidates = 8, Stop = new EarlyStop(block: 4), Answer = AnswerExtractor.Parse("last-number") });
        var decoding = await decoder.DecodeAsync("?");
        Assert.That((decoding.Text, decoding.Unanswered, decoding.Samples.Count), Is.EqualTo(("it is 7", 4, 8)));
    }

    [Test]
    public async Task Keeps_and_reports_what_was_drawn_before_a_failure()
    {
        using var model = new ScriptedModel(i => i == 1 ? null : Text("answer"));
        using var decoder = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { Candidates = 4 });
        var decoding = await decoder.DecodeAsync("?");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Samples, Has.Count.EqualTo(2));
            Assert.That(decoding.Failure!.Drawn, Is.EqualTo(2));
            Assert.That(decoding.Text, Is.EqualTo("answer"));
        });
    }

    [Test]
    public async Task Logs_a_decision_and_what_is_missing_from_it()
    {
        var log = new RecordingLog();
        using var model = new ScriptedModel(i => i < 17 ? null : Text("word" + i));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1, new DecodingOptions { Candidates = 40, Stop = new EarlyStop(block: 20) }, log);
        using var broken = new ScriptedModel(i => i == 21 ? null : Text("word" + i));
        using var later = new MetricAwareDecoder(
            broken, TokenF1, new DecodingOptions { Candidates = 40, Stop = new EarlyStop(block: 20) }, log);
        await decoder.DecodeAsync("?");
        await later.DecodeAsync("?");
        Assert.That(log.Messages, Has.Some.StartsWith("Drew 3 of 40 from script; the selected answer's expected token-f1 is 0.333"));
        Assert.That(log.Messages, Has.Some.StartsWith("Drew 38 of 40 from script; the selected answer's expected token-f1 is 0.026"));
        Assert.That(
            log.Messages.Where(message => message.StartsWith("Only")),
            Is.EqualTo(
                new[] { "Only 3 of 40 succeeded; the selection rests on these", "Only 38 of 40 succeeded; the selection rests on these" }));
    }

    [Test]
    public async Task Keeps_earlier_blocks_if_a_later_one_fails()
    {
        using var model = new ScriptedModel(i => i < 16 ? Text("word" + i) : throw new TimeoutException("No answer."));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1, new DecodingOptions { Candidates = 40, Stop = new EarlyStop(block: 16) });
        var decoding = await decoder.DecodeAsync("?");
        Assert.That(decoding.Samples, Has.Count.EqualTo(16));
        Assert.That(
            decoding.Failure!.Message, Is.EqualTo("script failed before the first of 16: No answer. See to the cause, then ask again."));
        Assert.That(decoding.Failure.InnerException, Is.TypeOf<TimeoutException>());
    }

    [Test]
    [NonParallelizable] // listens to the activities of the process
    public void Traces_a_failed_decoding_with_its_error()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DecodingTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var model = new ScriptedModel(_ => null);
        using var decoder = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { Candidates = 5471 });
        Assert.That(() => decoder.DecodeAsync("?"), Throws.TypeOf<SourceException>());
        var failed = activities.Single(activity => activity.GetTagItem("accelerated.requested") is 5471);
        Assert.Multiple(() =>
        {
            Assert.That(failed.Status, Is.EqualTo(ActivityStatusCode.Error));
            Assert.That(failed.StatusDescription, Is.EqualTo("The script broke off after 0 of 5471 candidates."));
            Assert.That(failed.Events.Single().Name, Is.EqualTo("exception"));
        });
    }

    [Test]
    public async Task A_decision_temperature_weights_samples_by_their_tempered_probability()
    {
        // p = .5, .3, .2 drawn once each at T = 1: w is in proportion to p^(1/T - 1), for T = 1/2 to p.
        double[] p = [.5, .3, .2];
        using var model = new ScriptedModel(i =>
            Text((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) with
            {
                LogProbability = Math.Log(p[i]),
                SamplingLogProbability = Math.Log(p[i]),
            });
        using var decoder = new MetricAwareDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes },
            new DecodingOptions { Candidates = 3, DecisionTemperature = 0.5 });
        var decoding = await decoder.DecodeAsync("?");
        Assert.That(decoding.Selection.Value!.Number, Is.EqualTo(1.7).Within(1e-9));
    }

    [Test]
    public async Task Samples_drawn_at_another_temperature_get_importance_weights()
    {
        // w = p^(1/T) / q with T = 1/2: .25/.6, .09/.3, .04/.1.
        double[] p = [.5, .3, .2], q = [.6, .3, .1];
        using var model = new ScriptedModel(i =>
            Text((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) with
            {
                LogProbability = Math.Log(p[i]),
                SamplingLogProbability = Math.Log(q[i]),
            });
        using var decoder = new MetricAwareDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes },
            new DecodingOptions { Candidates = 3, DecisionTemperature = 0.5, Sampling = new SamplingOptions { Temperature = 0.7 } });
        var decoding = await decoder.DecodeAsync("?");
        double[] w = [.25 / .6, .09 / .3, .04 / .1];
        Assert.That(decoding.Selection.Value!.Number, Is.EqualTo((w[0] + 2 * w[1] + 3 * w[2]) / w.Sum()).Within(1e-6));
    }

    [Test]
    public async Task Impossible_samples_have_no_weight_and_are_rejected_if_alone()
    {
        var options = new DecodingOptions { Candidates = 2, DecisionTemperature = 0.5 };
        var selection = new SelectionOptions(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes };
        using var model = new ScriptedModel(
            i => i == 0 ? Impossible("1") : Text("3") with { LogProbability = -1, SamplingLogProbability = -1 });
        using var decoder = new MetricAwareDecoder(model, selection, options);
        Assert.That((await decoder.DecodeAsync("?")).Selection.Value!.Number, Is.EqualTo(3));
        using var impossible = new MetricAwareDecoder(new ScriptedModel(_ => Impossible("1")), selection, options);
        Assert.That(
            async () => await impossible.DecodeAsync("?"),
            Throws.TypeOf<DecodingException>().With.Message.StartsWith("The log-probabilities of 2 samples give no finite weight"));

        static DrawnCandidate Impossible(string text) =>
            Text(text) with { LogProbability = double.NegativeInfinity, SamplingLogProbability = double.NegativeInfinity };
    }

    [Test]
    public async Task Texts_with_the_same_answer_add_up_their_probabilities_and_duplicates_count_once()
    {
        (string Text, double P)[] drawn = [("so 1", .2), ("it is 1", .4), ("2 then", .3), ("2 then", .3)];
        using var model = new ScriptedModel(i => Text(drawn[i].Text) with { LogProbability = Math.Log(drawn[i].P) });
        using var decoder = new MetricAwareDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("squared-error"))
            {
                Rule = SelectionRule.Bayes,
                Weights = WeightSource.LogProbability,
            },
            new DecodingOptions { Candidates = 4, Answer = AnswerExtractor.Parse("last-number") });
        var decoding = await decoder.DecodeAsync("?");
        Assert.That(decoding.Selection.Value!.Number, Is.EqualTo((.2 + .4 + 2 * .3) / .9).Within(1e-9));
    }

    [Test]
    public void Rejects_a_decision_temperature_for_truncated_sampling() => Assert.That(
        () => new DecodingOptions { DecisionTemperature = 2, Sampling = new SamplingOptions { TopK = 5 } }.Validate(),
        Throws.TypeOf<OptionException>().With.Message.StartsWith(
            "Invalid value '2' for DecodingOptions.DecisionTemperature: expected 1 where sampling is greedy or truncated."));

    [Test]
    public void Reports_why_no_sample_can_vote()
    {
        using var model = new ScriptedModel(_ => Text("no number"));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1, new DecodingOptions { Candidates = 3, Answer = AnswerExtractor.Parse("last-number") });
        Assert.That(() => decoder.DecodeAsync("?"), Throws.TypeOf<DrawingException>().With.Message.EqualTo(
            "None of 3 samples can vote (0 empty, 0 truncated, 0 refused, 3 without an answer). Keep more kinds of samples, draw more, or "
            + "extract the answer in another way."));
    }

    [Test]
    public async Task A_decoder_with_other_sampling_shares_the_engines_of_the_first()
    {
        using var model = new ScriptedModel(index => Text($"answer {index}"));
        var first = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { Candidates = 2 });
        var other = first.With(new SamplingOptions { FirstCandidate = 5 });
        Assert.That((await other.DecodeAsync("?")).Samples.Select(sample => sample.Text), Is.EqualTo(new[] { "answer 5", "answer 6" }));
        other.Dispose();
        Assert.That((await first.DecodeAsync("?")).Samples.Select(sample => sample.Text), Is.EqualTo(new[] { "answer 0", "answer 1" }));
        first.Dispose();
        Assert.That(() => other.DecodeAsync("?"), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Rejects_sampling_options_out_of_range()
    {
        using var model = new ScriptedModel(index => Text($"answer {index}"));
        using var decoder = new MetricAwareDecoder(model, TokenF1);
        using var grid = new GridDecoder(model, TokenF1, new GridOptions(["1", "2"]));
        Assert.That(() => decoder.With(new SamplingOptions { TopP = 0 }), Throws.TypeOf<OptionException>());
        Assert.That(() => grid.With(new SamplingOptions { TopP = 0 }), Throws.TypeOf<OptionException>());
    }

    [Test]
    public void Rejects_sampling_options_that_conflict_with_others()
    {
        using var model = new ScriptedModel(index => Text($"answer {index}"));
        using var decoder = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { DecisionTemperature = 2 });
        Assert.That(
            () => decoder.With(new SamplingOptions { TopK = 5 }),
            Throws.TypeOf<OptionException>().With.Message.StartsWith(
                "Invalid value '2' for DecodingOptions.DecisionTemperature: expected 1 where sampling is greedy or truncated."));
    }

    [Test]
    public async Task Cancels_a_source_that_hangs_part_way()
    {
        using var cancellation = new CancellationTokenSource();
        using var source = new HangingSource();
        using var decoder = new MetricAwareDecoder(source, TokenF1, new DecodingOptions { Candidates = 3 });
        var decoding = decoder.DecodeAsync("?", cancellation.Token);
        await source.Hangs;
        await cancellation.CancelAsync();
        Assert.That(async () => await decoding, Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class HangingSource : ICandidateSource
    {
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Hangs => _hangs.Task;

        public string Name => "hanging";

        public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
            Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            yield return Text("one");
            _hangs.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        public void Dispose()
        {
        }
    }

    private static DrawnCandidate Text(string text) => new(0, text, FinishReason.EndOfText);
}
