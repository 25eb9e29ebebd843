using Accelerated.Inference.Tests;

namespace Accelerated.Cli.Tests.Services;

/// <summary>The tool's commands over a service, against a server on loopback that speaks OpenAI's protocol.</summary>
public sealed class ServiceRunTests
{
    private ChatServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (k, _) => (k == 0 ? "the cat sat" : "a cat sat down", 200);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Prompts_and_messages_are_decoded()
    {
        const string lines = """
            {"id": "p", "prompt": "Say something."}
            {"id": "m", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Say something."}]}
            """;
        var run = await CommandRun.Of(
            lines, "decode", "-", "--metric", "token-f1", "-n", "6", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json.Select(line => line.GetProperty("text").GetString()), Is.EqualTo(new[] { "a cat sat down", "a cat sat down" }));
        Assert.That(run.Json.Select(line => line.GetProperty("drawn").GetInt32()), Is.EqualTo(new[] { 6, 6 }));
    }

    [Test]
    public async Task Problems_are_generated_and_the_samples_question_is_asked()
    {
        var run = await CommandRun.Of("", "generate", "--first", "1", "-n", "3", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json[0].GetProperty("candidates").GetArrayLength(), Is.EqualTo(3));
        Assert.That(_server.Requests.Last().ToString(), Does.Contain("Write a short title."));
    }

    [TestCase("--chat applies to local models only; the service 'openai:m' decides this itself. Leave --chat out.", "--chat", "off")]
    [TestCase(
        "--truncate-prompts applies to local models only; the service 'openai:m' decides this itself. Leave --truncate-prompts out.",
        "--truncate-prompts")]
    [TestCase(
        "--cache applies to .gguf models only; 'openai:m' is not one. Choose one with --model, or leave --cache out.",
        "--cache", "half")]
    [TestCase("--stop-token applies to local models only; chat:m accepts texts. Use --stop.", "--stop-token", "2")]
    public async Task Rejects_options_that_a_service_lacks(string message, params string[] arguments)
    {
        var run = await CommandRun.Of("", ["generate", "--first", "1", "--model", "openai:m", "--endpoint", Endpoint, .. arguments]);
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((ExitCode.Usage, message)));
    }

    [Test]
    public async Task Reports_an_unreachable_service_before_reading_prompts()
    {
        var run = await CommandRun.Of(
            """{"prompt": "hi"}""", "decode", "-", "--metric", "token-f1", "--model", "openai:m", "--endpoint", "http://127.0.0.1:9/v1");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("openai:m at http://127.0.0.1:9/v1"));
    }

    [Test]
    public async Task Reports_a_response_outside_the_protocol()
    {
        _server.FinishReason = "abort";
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "generate", "-", "-n", "1", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
        Assert.That(run.Error, Does.StartWith(
            $"line 1: 1 call of chat:m failed after 0 of 1 answers, the first with: openai:m at {Endpoint} sent a response that is not in "
            + "OpenAI's format: ")
            .And.Contain(" End --endpoint with /v1, or see the service's log. The others are kept"));
    }

    [Test]
    public async Task Reports_a_failure_on_one_line()
    {
        _server.Answer = (_, _) => ("", 400);
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "generate", "-", "-n", "1", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.Error.Split('\n')[0], Does.Contain("injected failure. The others are kept"));
    }

    [Test]
    public async Task Reports_withheld_answers()
    {
        _server.Answer = (_, _) => ("", 200);
        _server.FinishReason = "content_filter";
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "generate", "-", "-n", "2", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.Error, Does.Contain("1 prompt has answers withheld by the service."));
    }

    private string Endpoint => _server.Endpoint.ToString();
}
