using System.Globalization;
using System.Text.RegularExpressions;

namespace Accelerated.Cli.Tests;

/// <summary>Code shown in documents equals its source.</summary>
public sealed partial class DocumentationTests
{
    private const int LongestLine = 140;

    [TestCase("CONTRIBUTING.md")]
    [TestCase("README.md")]
    [TestCase("docs/service.md")]
    public void Shown_code_equals_its_source_file(string document)
    {
        var root = RepositoryRoot();
        var text = File.ReadAllText(Path.Combine(root, document));
        Assert.Multiple(() =>
        {
            foreach (Match shown in ShownSource().Matches(text))
            {
                var file = Lines(File.ReadAllText(Path.Combine(root, shown.Groups["path"].Value)));
                Assert.That(Lines(shown.Groups["code"].Value), Is.Not.Empty);
                Assert.That(file, Does.Contain(Lines(shown.Groups["code"].Value)), $"{document} shows {shown.Groups["path"].Value}");
            }
        });
    }

    [Test]
    public void No_line_of_code_is_longer_than_140_columns()
    {
        var root = RepositoryRoot();
        var files = new[] { "src", "tests", "perf", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var tooLong = from file in files
                      from line in File.ReadLines(file).Index()
                      where new StringInfo(line.Item).LengthInTextElements > LongestLine
                      select $"{Path.GetRelativePath(root, file)}:{line.Index + 1}";
        Assert.That(tooLong, Is.Empty);
    }

    // The code's indentation in the file does not matter.
    private static string Lines(string code) => string.Join('\n', code.Trim().Split('\n').Select(line => line.Trim()));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Accelerated.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex(@"<!-- source: (?<path>\S+) -->\s*```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShownSource();
}
