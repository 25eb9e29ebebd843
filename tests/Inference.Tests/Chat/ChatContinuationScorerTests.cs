using Accelerated.Inference.Chat;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Grids scored from the most likely tokens that a service lists.</summary>
public sealed class ChatContinuationScorerTests
{
    private ChatServer _server = null!;
    private IChatClient _client = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (_, _) => ("4", 200);
        _server.Tokens = text => [(text, -.5)];
        _client = _server.CreateClient();
    }

    [TearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_judge_s_scores_are_read_from_one_call()
    {
        _server.Top = [("4", Math.Log(.5)), ("5", Math.Log(.2)), (" 5", Math.Log(.1)), ("3", Math.Log(.1)), ("I", Math.Log(.06))];
        using var scorer = new ChatContinuationScorer(_client);
        var metric = MetricCatalogue.Parse("squared-error");
        using var decoder = new GridDecoder(
            scorer, new SelectionOptions(metric) { Rule = SelectionRule.Bayes }, new GridOptions(Grid.Parse("1..5")));
        var decoding = await decoder.DecodeAsync("Rate it from 1 to 5.");
        Assert.Multiple(() =>
        {
            Assert.That(
                decoding.Votes.Select(vote => Math.Exp(vote.LogProbability!.Value)),
                Is.EqualTo(new[] { 0, 0, .1, .5, .3 }).Within(1e-6),
                "the spellings of 5 are added up");
            Assert.That(decoding.OutsideGrid, Is.EqualTo(.1).Within(1e-6));
            Assert.That(decoding.Selection.Value!.Number, Is.EqualTo(((3 * .1) + (4 * .5) + (5 * .3)) / .9).Within(1e-6));
            var request = _server.Requests.Single();
            Assert.That(
                (
                    (bool)request["logprobs"]!,
                    (int)request["top_logprobs"]!,
                    (int)(request["max_completion_tokens"] ?? request["max_tokens"])!),
                Is.EqualTo((true, 20, 1)));
            Assert.That(((double)request["temperature"]!, (double)request["top_p"]!), Is.EqualTo((1.0, 1.0)));
        });
    }

    [Test]
    public async Task Unlisted_answers_count_as_impossible_and_are_logged()
    {
        _server.Top = [("A", Math.Log(.7)), ("B", Math.Log(.2))];
        var log = new RecordingLog();
        using var scorer = new ChatContinuationScorer(_client, logger: log);
        var scores = await scorer.ScoreAsync("?", ["A", "B", "C", "D"]);
        Assert.That(
            scores.Select(score => score.LogProbability),
            Is.EqualTo(new[] { Math.Log(.7), Math.Log(.2), double.NegativeInfinity, double.NegativeInfinity }).Within(1e-6));
        Assert.That(
            log.Messages,
            Has.Some.StartsWith(
                "chat:test-model did not list 2 of 4 answers among its 2 likeliest tokens; they count as impossible, though each may " +
                "have a probability of up to 0.1999"));
    }

    [Test]
    public async Task Accepts_an_answer_that_is_a_token_although_another_token_begins_it()
    {
        _server.Top = [("1", Math.Log(.6)), ("10", Math.Log(.3)), ("2", Math.Log(.1))];
        using var scorer = new ChatContinuationScorer(_client);
        var scores = await scorer.ScoreAsync("?", ["1", "2", "10"]);
        Assert.That(scores.Select(score => Math.Exp(score.LogProbability)), Is.EqualTo(new[] { .6, .1, .3 }).Within(1e-6));
    }

    [TestCase("1", "10")]
    [TestCase("exc", "excellent")]
    [TestCase(" ", "1")]
    public void Rejects_an_answer_that_its_first_token_only_begins(string token, string label)
    {
        _server.Top = [(token, Math.Log(.6)), ("2", Math.Log(.4))];
        using var scorer = new ChatContinuationScorer(_client);
        Assert.That(
            async () => await scorer.ScoreAsync("?", label == "10" ? ["1", "2", "10"] : ["2", label]),
            Throws.TypeOf<DecodingException>().With.Message.StartsWith(
                $"The service's first token \"{token}\" only begins the answer '{label}', and tokens like it hold 60"));
    }

    [Test]
    public async Task Chains_of_reasoning_are_the_assistant_s_messages()
    {
        _server.Answer = (k, _) => ($"chain {k}", 200);
        _server.Top = [("4", Math.Log(.5)), ("5", Math.Log(.5))];
        var log = new RecordingLog();
        using var source = new ChatCandidateSource(_client);
        using var scorer = new ChatContinuationScorer(_client, logger: log);
        var scores = await new GridScorer(
            scorer, new GridOptions(Grid.Parse("1..5")) { Chains = 3, Bridge = "\nAnswer: " }, source).ScoreAsync("Stars?");
        Assert.That((scores.Chains.Count, scores.Failure), Is.EqualTo((3, (SourceException?)null)));
        // The first request checks whether anything can be scored.
        var last = _server.Requests.Where(request => request["top_logprobs"] is not null)
            .Select(request => request["messages"]!.AsArray()[^1]!).Skip(1).ToArray();
        Assert.That(last.Select(message => (string)message["role"]!), Is.All.EqualTo("assistant"));
        Assert.That(last.Select(message => message["content"]!.ToJsonString()), Is.All.Contains("Answer:"));
        Assert.That(
            log.Messages,
            Has.Exactly(1).EqualTo(
                "chat:test-model is sent the start of answers as the assistant's message; whether it continues or answers it is up to " +
                "the service"));
    }

    [Test]
    public async Task Concurrent_prompts_probe_the_service_once()
    {
        _server.Tokens = null;
        using var scorer = new ChatContinuationScorer(_client);
        using var source = new ChatCandidateSource(_client, new ChatSourceOptions { LogProbabilities = true });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var asking = i % 2 == 0
                ? (Task)scorer.ScoreAsync("?", ["1", "2"])
                : DrawnSet.CollectAsync(source, "?", 8, new SamplingOptions());
            await asking.ContinueWith(
                done => Assert.That(done.IsFaulted || done is Task<DrawnSet> { Result.Failure: not null }), TaskScheduler.Default);
        }));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void Draws_no_chain_if_nothing_can_be_scored()
    {
        _server.Tokens = null;
        using var source = new ChatCandidateSource(_client);
        using var scorer = new ChatContinuationScorer(_client);
        var grid = new GridScorer(scorer, new GridOptions(Grid.Parse("1..5")) { Chains = 8 }, source);
        Assert.That(
            async () => await grid.ScoreAsync("Stars?"),
            Throws.TypeOf<SourceException>().With.Message.StartsWith("chat:test-model lists no likeliest tokens"));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void Rejects_a_client_without_log_probabilities_before_a_call()
    {
        using var client = new EchoClient();
        Assert.That(
            () => new ChatContinuationScorer(client),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "chat:EchoClient is not known to give log-probabilities, so that it cannot score a grid. Draw candidates instead, or use " +
                "a client of the OpenAI library."));
        Assert.That(client.Calls, Is.Zero);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Rejects_a_service_without_top_log_probabilities_after_one_call(bool refuses)
    {
        _server.Tokens = null;
        if (refuses)
        {
            _server.Refuses["top_logprobs"] = "This model does not support logprobs.";
        }

        using var scorer = new ChatContinuationScorer(_client);
        Assert.That(async () => await scorer.ScoreAsync("?", ["1", "2"]), Throws.TypeOf<SourceException>().With.Message.Contains(refuses
            ? "does not support logprobs"
            : "chat:test-model lists no likeliest tokens although asked for 20, so that it cannot score a grid. Draw " +
              "candidates instead, or use a service that lists them."));
        Assert.That(
            async () => await scorer.ScoreAsync("?", ["1", "2"]),
            Throws.TypeOf<SourceException>().With.Message.StartsWith(
                "chat:test-model was asked for log-probabilities before and gave none, so that it cannot score a grid."));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void Rejects_unscorable_answers_before_a_call()
    {
        using var scorer = new ChatContinuationScorer(_client);
        Assert.That(
            async () => await scorer.ScoreAsync("?", ["1", " 1"]),
            Throws.TypeOf<DecodingException>().With.Message.EqualTo(
                "Two answers to score are '1' apart from white space, which a service's first token does not distinguish. Leave one out."));
        Assert.That(
            async () => await scorer.ScoreAsync("?", ["1", " "]),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "An answer to score is empty; there is nothing to look for. Give each a text."));
        Assert.That(async () => await scorer.ScoreAsync("", ["1", "2"]), Throws.TypeOf<PromptException>());
        Assert.That(
            () => new ChatContinuationScorer(_client, null, 0),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid value '0' for topLogProbabilities: expected at least 1. OpenAI gives up to 20."));
        Assert.That(_server.Requests, Is.Empty);
    }
}
