namespace Accelerated.Cli.Tests;

/// <summary>The sample that the README starts with.</summary>
public sealed class SampleFileTests
{
    [Test]
    public async Task The_sample_titles_are_selected_without_a_bad_line()
    {
        var run = await CommandRun.Of("", "select", Path.Combine(Root(), "samples", "titles.jsonl"), "--metric", "token-f1");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.Empty);
        Assert.That(run.Json, Has.Count.EqualTo(40));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Accelerated.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run from within the repository.");
        }

        return folder.FullName;
    }
}
