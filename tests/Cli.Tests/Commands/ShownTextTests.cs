namespace Accelerated.Cli.Tests;

/// <summary>What a terminal would obey is not shown to it, and messages name the tool's options.</summary>
public sealed class ShownTextTests
{
    [Test]
    public async Task A_models_name_does_not_reach_the_terminal_as_it_is()
    {
        var run = await CommandRun.Of("", "generate", "--model", "x\u001b[31mred.gguf");
        Assert.That(run.Error, Does.Contain("x [31mred.gguf").And.Not.Contain("\u001b"));
    }

    [Test]
    public async Task A_message_that_names_a_member_of_the_library_names_the_tools_option_too()
    {
        var tooLong = string.Concat(Enumerable.Repeat("soft ", 300));
        var run = await CommandRun.Of($"{{\"prompt\": \"{tooLong}\"}}\n", "generate", "-", "--model", Models.Plain);
        Assert.That(run.Error, Does.Contain("(PromptOverflow.TruncateLeft). In the tool: --truncate-prompts."));
    }
}
