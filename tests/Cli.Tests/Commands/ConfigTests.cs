namespace Accelerated.Cli.Tests;

/// <summary>Options in a file mean what they mean on the command line, which comes first.</summary>
public sealed class ConfigTests
{
    private const string Line = """{"candidates": ["the cat sat", "a cat sat down", "a dog"], "gold": "cat"}""";

    [Test]
    public async Task Options_of_a_file_are_those_of_the_command_line()
    {
        var expected = await CommandRun.Of(Line, "select", "--metric", "huber:delta=2", "--numbers", "de", "--top", "1", "--engine", "cpu");
        Assert.That(
            await RunAsync("""{"metric": "huber:delta=2", "--numbers": "de", "top": 1, "engine": "cpu", "require-gpu": false}""", "select"),
            Is.EqualTo(expected));
    }

    [Test]
    public async Task The_command_line_comes_first() => Assert.That(
        await RunAsync("""{"metric": "bleu", "top": 1}""", "select", "-m", "chrf"),
        Is.EqualTo(await CommandRun.Of(Line, "select", "-m", "chrf", "--top", "1")));

    [Test]
    public async Task A_repeatable_option_has_an_array() => Assert.That(
        await RunAsync("""{"metric": ["token-f1", "chrf"], "json": true}""", "evaluate", "-"),
        Is.EqualTo(await CommandRun.Of(Line, "evaluate", "-", "-m", "token-f1", "-m", "chrf", "--json")));

    [TestCase("""{"metrik": "chrf"}""", "unknown option 'metrik' of 'select'; did you mean 'metric'?")]
    [TestCase("""{"xyz": 1}""", "unknown option 'xyz' of 'select'; it is none of the ")]
    [TestCase("""{"config": "x"}""", "unknown option 'config' of 'select'; it is none of the ")]
    [TestCase("""{"metric": {"name": "chrf"}}""", "for 'metric': expected a text or a number.")]
    [TestCase("""{"metric": "chrf", "require-gpu": "yes"}""", "invalid value \"yes\" for 'require-gpu': expected true or false.")]
    [TestCase("""["metric"]""", "is not a file of options: it is no object.")]
    [TestCase("{", "is not a file of options: ")]
    public async Task Rejects_a_wrong_file(string config, string message)
    {
        var run = await RunAsync(config, "select");
        Assert.That(run.Error, Does.Contain(message));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    [Test]
    public async Task Rejects_a_missing_file() => Assert.That(
        (await CommandRun.Of(Line, "select", "-m", "chrf", "--config", "no.json")).Error, Does.StartWith("Cannot read 'no.json': "));

    private static async Task<CommandRun> RunAsync(string config, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["run.json"], config);
        return await CommandRun.Of(Line, [.. arguments, "--config", folder["run.json"]]);
    }
}
