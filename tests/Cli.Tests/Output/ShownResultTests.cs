using System.Text;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Tests;

/// <summary>What select and score show on a terminal.</summary>
public sealed class ShownResultTests
{
    private const string Problem =
        """{"id": "q1", "candidates": ["paris france", "paris in\nthe north", "a b c d e f g h i", "\u001b[2J"]}""";

    [Test]
    public async Task Select_shows_candidates_beside_their_expected_values()
    {
        Assert.That(await ShownAsync(30, Problem, "select", "--metric", "token-f1", "--top", "4"), Is.EqualTo("""
            q1: paris france
                    0.35  paris france
                    0.35  paris in the no…
                    0.25  a b c d e f g h…
                    0.25  \u001b[2J
            """.ReplaceLineEndings("\n") + "\n"));
    }

    [Test]
    public async Task Select_says_how_many_candidates_it_does_not_show()
    {
        var shown = await ShownAsync(80, """{"candidates": ["a", "b", "c", "d", "e", "f", "g"]}""", "select", "--metric", "exact-match");
        Assert.That(shown.Split('\n'), Has.Length.EqualTo(8));
        Assert.That(shown, Does.EndWith("  e\n              (2 more)\n"));
    }

    [Test]
    public async Task Equal_candidates_are_one_line()
    {
        var shown = await ShownAsync(30, """{"candidates": ["a", "a b", "a", "c"]}""", "select", "--metric", "exact-match");
        Assert.That(shown, Does.Contain("         0.5  a  (2 times)\n        0.25  a b\n        0.25  c\n"));
    }

    [Test]
    public async Task Decode_shows_texts_beside_their_values_too()
    {
        var shown = await ShownAsync(
            40, """{"id": "p", "prompt": "Review: Soft.\nWrite a short title."}""", "decode", "-", "--metric", "chrf", "-n", "4");
        Assert.That(shown, Does.Match("^p: [^\n]+\n( +[0-9.]+  [^\n]+\n)+$"));
        Assert.That(shown.Split('\n').Select(ShownText.ColumnsOf), Is.All.AtMost(40));
    }

    [Test]
    public async Task Score_shows_the_hypothesis_beside_its_score() => Assert.That(
        await ShownAsync(24, """{"hypothesis": "x y z 1 2 3", "reference": "x y"}""", "score", "--metric", "token-f1"),
        Is.EqualTo("         0.5  x y z 1 2…\n"));

    [Test]
    public async Task What_a_program_reads_stays_lines_of_JSON()
    {
        Assert.That(await ShownAsync(30, Problem, "select", "--metric", "token-f1", "--output-format", "jsonl"), Does.StartWith("{"));
        Assert.That(await ShownAsync(30, Problem, "select", "--metric", "token-f1", "--output", "-"), Does.StartWith("{"));
        Assert.That(await ShownAsync(null, Problem, "select", "--metric", "token-f1"), Does.StartWith("{"));
    }

    [TestCase("abc", 3, "abc")]
    [TestCase("abcd", 3, "ab…")]
    [TestCase("a\nb\tc", 9, "a b c")]
    [TestCase("\u001b[2Jx", 6, "…")]
    [TestCase("\u001b[2Jx", 10, "\\u001b[2Jx")]
    [TestCase("我爱你", 6, "我爱你")]
    [TestCase("我爱你们", 6, "我爱…")]
    [TestCase("我爱你们", 5, "我爱…")]
    [TestCase("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [TestCase("ab", 0, "…")]
    [TestCase("", 0, "")]
    public void Fits_a_text_into_columns(string text, int columns, string expected) =>
        Assert.That(ShownText.Fit(text, columns), Is.EqualTo(expected));

    private static async Task<string> ShownAsync(int? width, string input, params string[] arguments)
    {
        using var output = new MemoryStream();
        var streams = new ToolStreams(
            new MemoryStream(Encoding.UTF8.GetBytes(input)), output, new StringWriter(), ErrorIsTerminal: false, OutputWidth: width);
        Assert.That(await Tool.RunAsync(arguments, streams), Is.Zero);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
