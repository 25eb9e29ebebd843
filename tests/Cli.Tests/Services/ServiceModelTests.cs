using Accelerated.Cli.Services;
using Accelerated.Inference;
using Accelerated.Inference.Grids;
using Accelerated.Inference.Tests;
using Accelerated.Metrics;

namespace Accelerated.Cli.Tests.Services;

/// <summary>The tool's services, against a server on loopback that speaks OpenAI's protocol.</summary>
[NonParallelizable] // the key is in the environment
public sealed class ServiceModelTests
{
    private const string Variable = "ACCELERATED_TEST_KEY";
    private const string Secret = "sk-secret-0123456789";

    private ChatServer _server = null!;
    private StringWriter _messages = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (k, _) => ($"answer {k}", 200);
        _messages = new StringWriter();
        Environment.SetEnvironmentVariable(Variable, Secret);
    }

    [TearDown]
    public async Task Stop()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        await _messages.DisposeAsync();
        await _server.DisposeAsync();
    }

    [TestCase(128, 1)]
    [TestCase(4, 4)]
    [TestCase(1, 16)]
    public async Task Draws_by_n_as_far_as_the_server_supports_it(int largestN, int calls)
    {
        _server.LargestN = largestN;
        _server.Key = Secret;
        var (source, _) = await ServiceModel.OpenAsync(Service with { Concurrency = 1 }, _messages.WriteLine);
        var set = await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions());
        Assert.That(
            set.Candidates.Select(candidate => candidate.Text), Is.EquivalentTo(Enumerable.Range(0, 16).Select(i => $"answer {i}")));
        Assert.That(_server.Requests, Has.Count.EqualTo(calls));
        Assert.That(
            _messages.ToString(),
            Is.EqualTo(
                largestN == 128
                    ? ""
                    : $"chat:m gave {largestN} of 16 answers that one call asked for; the rest is asked for by further "
                        + $"calls.{Environment.NewLine}"));
    }

    [Test]
    public async Task Omits_n_for_a_server_that_rejects_it()
    {
        _server.Refuses["n"] = "n_cmpl cannot be greater than the number of slots, please increase -np";
        var (source, _) = await ServiceModel.OpenAsync(Service, _messages.WriteLine);
        Assert.That((await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions())).Candidates, Has.Count.EqualTo(16));
        Assert.That(_messages.ToString(), Is.EqualTo($"chat:m refuses 'n' and is called without it.{Environment.NewLine}"));
    }

    [Test]
    public async Task Scores_a_grid()
    {
        _server.Tokens = text => [(text, -.5)];
        _server.Top = [("4", Math.Log(.5)), ("5", Math.Log(.5))];
        var (source, scorer) = await ServiceModel.OpenAsync(Service, _messages.WriteLine);
        using var decoder = new GridDecoder(
            scorer,
            new SelectionOptions(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes },
            new GridOptions(Grid.Parse("1..5")),
            source);
        Assert.That((await decoder.DecodeAsync("Stars?")).Selection.Value!.Number, Is.EqualTo(4.5).Within(1e-6));
    }

    [Test]
    public async Task Requests_log_probabilities_if_weights_need_them()
    {
        _server.Tokens = text => [(text, -.5)];
        var (source, _) = await ServiceModel.OpenAsync(Service with { LogProbabilities = true }, _messages.WriteLine);
        var set = await DrawnSet.CollectAsync(source, "?", 4, new SamplingOptions());
        Assert.That(set.Candidates.Select(candidate => candidate.LogProbability), Is.All.EqualTo(-.5).Within(1e-6));
    }

    [Test]
    public void Reports_a_missing_key_before_any_call() => Refused(
        new ServiceSettings("m") { KeyVariable = "ACCELERATED_NO_SUCH_KEY" },
        "ACCELERATED_NO_SUCH_KEY is not set, and openai:m requires a key. Set it, name another variable with --key-variable, or use a "
        + "service without a key with --endpoint.");

    [Test]
    public void Reports_a_wrong_key_before_any_call_without_showing_it()
    {
        _server.Key = "another";
        Refused(
            Service, $"openai:m at {_server.Endpoint} rejected the key (401): Incorrect API key provided. Set {Variable} to a valid key.");
        Assert.That(_server.Requests, Is.Empty);
    }

    [Test]
    public async Task Reports_an_unreachable_service_at_once()
    {
        var error = (await Assert.ThrowsAsync<ServiceException>(
            async () => await ServiceModel.OpenAsync(Service with { Endpoint = new Uri("http://127.0.0.1:1/v1") }, _messages.WriteLine)))!;
        Assert.That(
            error.Message,
            Does.StartWith("openai:m at http://127.0.0.1:1/v1 cannot be reached: ").And.EndsWith(" Start it, or correct --endpoint."));
    }

    [Test]
    public async Task Reports_an_unknown_model_after_one_call()
    {
        _server.Model = "other";
        var (source, _) = await ServiceModel.OpenAsync(Service with { Concurrency = 1, AnswersPerCall = 1 }, _messages.WriteLine);
        var message =
            $"openai:m at {_server.Endpoint} was not found (404): The model 'm' does not exist. Choose one of the service's models with "
            + "--model, and end --endpoint with /v1.";
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 8, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.Contains(message));
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 8, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.Contains(message));
        Assert.That(_server.Requests, Has.Count.EqualTo(1), "all later calls would fail alike");
    }

    [Test]
    public async Task Reports_a_rate_limit_after_the_client_s_retries()
    {
        _server.Answer = (_, _) => ("", 429);
        var (source, _) = await ServiceModel.OpenAsync(Service, _messages.WriteLine);
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 1, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.Contains(
            "limits the rate of calls (429), even after the client's retries: injected failure. Lower --concurrency, or try again later."));
        Assert.That(_server.Requests, Has.Count.EqualTo(4), "one call and its three retries");
    }

    [Test]
    public async Task Never_shows_the_key()
    {
        _server.Answer = (_, _) => ("", 400);
        var (source, _) = await ServiceModel.OpenAsync(Service, _messages.WriteLine);
        var error = (
            await Assert.ThrowsAsync<SourceException>(async () => await DrawnSet.CollectAsync(source, "?", 2, new SamplingOptions())))!;
        Assert.That(error.ToString() + _messages + Service + source.Name, Does.Not.Contain(Secret));
    }

    private ServiceSettings Service => new("m") { Endpoint = _server.Endpoint, KeyVariable = Variable };

    private void Refused(ServiceSettings service, string message) =>
        Assert.That(
            async () => await ServiceModel.OpenAsync(service, _messages.WriteLine),
            Throws.TypeOf<ServiceException>().With.Message.EqualTo(message));
}
