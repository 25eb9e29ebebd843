using System.CommandLine;
using Accelerated.Cli.Services;
using Accelerated.Metrics;

namespace Accelerated.Cli.Tests.Services;

public sealed class ServiceOptionsTests
{
    [Test]
    public void A_file_is_not_a_service() => Assert.That(Read("model.gguf"), Is.Null);

    [Test]
    public void Defaults_are_those_of_OpenAI() => Assert.That(Read("openai:gpt-4.1-mini"), Is.EqualTo(
        new ServiceSettings("gpt-4.1-mini") { Endpoint = null, KeyVariable = "OPENAI_API_KEY", Concurrency = 8, AnswersPerCall = 16 }));

    [Test]
    public void Every_option_is_read() => Assert.That(
        Read(
            "openai:org/m:1", "--endpoint", "http://127.0.0.1:8080/v1", "--key-variable", "KEY", "--concurrency", "2", "--answers-per-call",
            "1"),
        Is.EqualTo(
            new ServiceSettings("org/m:1")
            {
                Endpoint = new Uri("http://127.0.0.1:8080/v1"),
                KeyVariable = "KEY",
                Concurrency = 2,
                AnswersPerCall = 1,
            }));

    [TestCase(
        "Invalid value 'openai:' for --model: expected the service's model name after the colon, e.g. openai:gpt-4.1-mini.",
        "openai:")]
    [TestCase(
        "Invalid value 'localhost' for --endpoint: expected an address, e.g. http://127.0.0.1:8080/v1.",
        "openai:m", "--endpoint", "localhost")]
    [TestCase(
        "Invalid value 'file:///v1' for --endpoint: expected an address, e.g. http://127.0.0.1:8080/v1.",
        "openai:m", "--endpoint", "file:///v1")]
    [TestCase(
        "Invalid value for --endpoint: expected an address without user name, password or query. The key is read from the environment "
        + "variable that --key-variable names.",
        "openai:m", "--endpoint", "http://me:secret@host/v1")]
    [TestCase("Invalid value '0' for --concurrency: expected a whole number of at least 1.", "openai:m", "--concurrency", "0")]
    [TestCase("Invalid value 'x' for --answers-per-call: expected a whole number of at least 1.", "openai:m", "--answers-per-call", "x")]
    [TestCase(
        "--endpoint applies to services only; 'model.gguf' is not one. Choose one with --model openai:NAME, or leave --endpoint out.",
        "models/model.gguf", "--endpoint", "http://host/v1")]
    public void Rejects_a_wrong_value(string message, string model, params string[] arguments) =>
        Assert.That(() => Read(model, arguments), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));

    private static ServiceSettings? Read(string model, params string[] arguments)
    {
        var options = new ServiceOptions();
        var command = new RootCommand();
        options.AddTo(command);
        return options.Read(command.Parse(arguments), model);
    }
}
