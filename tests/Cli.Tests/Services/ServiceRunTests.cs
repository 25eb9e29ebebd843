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
        var run = await CommandRun.Of(lines, "decode", "-", "--metric", "token-f1", "-n", "6", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Select(line => line.GetProperty("text").GetString()), Is.EqualTo(new[] { "a cat sat down", "a cat sat down" }));
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

    [TestCase("--chat is about models on this machine, and 'openai:m' is a service, which decides it itself. Leave it out.", "--chat", "off")]
    [TestCase("--truncate-prompts is about models on this machine, and 'openai:m' is a service, which decides it itself. Leave it out.", "--truncate-prompts")]
    [TestCase("--cache is about .gguf models, and 'openai:m' is none. Name one with --model, or leave it out.", "--cache", "half")]
    [TestCase("--stop-token is about models on this machine; chat:m knows texts only. Use --stop.", "--stop-token", "2")]
    public async Task What_a_service_does_not_have_is_wrong_usage(string message, params string[] arguments)
    {
        var run = await CommandRun.Of("", ["generate", "--first", "1", "--model", "openai:m", "--endpoint", Endpoint, .. arguments]);
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((ExitCode.Usage, message)));
    }

    [Test]
    public async Task A_service_that_is_not_there_is_an_error_before_any_prompt_is_read()
    {
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "decode", "-", "--metric", "token-f1", "--model", "openai:m", "--endpoint", "http://127.0.0.1:9/v1");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("openai:m at http://127.0.0.1:9/v1"));
    }

    [Test]
    public async Task An_answer_that_the_protocol_does_not_know_is_told_in_words()
    {
        _server.FinishReason = "abort";
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "generate", "-", "-n", "1", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
        Assert.That(run.Error, Does.StartWith(
            $"line 1: 1 call of chat:m failed after 0 of 1 answers, the first with: openai:m at {Endpoint} answers in a form that is not OpenAI's: ")
            .And.Contain(" Give --endpoint up to /v1, or see the service's log. The others are kept"));
    }

    [Test]
    public async Task What_a_service_says_of_a_failure_stands_on_one_line()
    {
        _server.Answer = (_, _) => ("", 400);
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "generate", "-", "-n", "1", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.Error.Split('\n')[0], Does.Contain("injected failure. The others are kept"));
    }

    [Test]
    public async Task Answers_that_a_service_withheld_are_said()
    {
        _server.Answer = (_, _) => ("", 200);
        _server.FinishReason = "content_filter";
        var run = await CommandRun.Of("""{"prompt": "hi"}""", "generate", "-", "-n", "2", "--model", "openai:m", "--endpoint", Endpoint);
        Assert.That(run.Error, Does.Contain("1 prompt has answers that the service withheld."));
    }

    private string Endpoint => _server.Endpoint.ToString();
}
