using Accelerated.Cli.Output;

namespace Accelerated.Cli.Tests;

/// <summary>Messages escape control characters, and name the tool's options.</summary>
public sealed class ShownTextTests
{
    [Test]
    public async Task Escapes_control_characters_in_a_models_name()
    {
        var run = await CommandRun.Of("", "generate", "--model", "x\u001b[31mred.gguf");
        Assert.That(run.Error, Does.Contain("x\\u001b[31mred.gguf").And.Not.Contain("\u001b"));
    }

    [TestCase(
        "Unknown metric 'f1'; did you mean 'chrf'?",
        "Unknown metric 'f1'; did you mean 'chrf'? Run 'accelerated metrics' for the list.")]
    [TestCase("not calibrated", "not calibrated. Run 'accelerated metrics' for the list.")]
    [TestCase("Unknown; 'accelerated metrics' lists all.", "Unknown; 'accelerated metrics' lists all.")]
    public void Advises_a_command_unless_the_message_names_it(string message, string expected) =>
        Assert.That(ToolHint.Run(message, "metrics", "for the list"), Is.EqualTo(expected));

    [Test]
    public async Task A_message_that_names_a_library_member_also_names_the_tools_option()
    {
        var tooLong = string.Concat(Enumerable.Repeat("soft ", 300));
        var run = await CommandRun.Of($"{{\"prompt\": \"{tooLong}\"}}\n", "generate", "-", "--model", Models.Plain);
        Assert.That(run.Error, Does.Contain("(PromptOverflow.TruncateLeft). In the tool: --truncate-prompts."));
    }
}
