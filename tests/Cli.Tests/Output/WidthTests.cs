using System.Text;
using System.Text.RegularExpressions;
using Accelerated.Benchmarks;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Measuring;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Tests;

/// <summary>What every command shows fits the terminal, and has no control character but those of colours.</summary>
public sealed partial class WidthTests
{
    private const string Problems = """
        {"id": "first \u001b[2J", "candidates": ["the cat sat on the mat", "a \u001b[31mcat sat", "the dog"], "gold": "the cat"}
        {"id": "second", "candidates": [{"text": "x y", "source": "\u001b]0;title"}, {"text": "x z"}, {"text": "y z"}], "gold": "x y"}
        """;

    private const string Pairs = """
        {"hypothesis": "a very \u001b[2J long hypothesis that no terminal of eighty columns shows on one line", "reference": "a"}
        """;

    private static readonly string[] Runs =
    [
        "metrics", "engines", "doctor", "select -m token-f1", "score -m chrf", "report -m token-f1 --show",
        "bench -m token-f1 --repeat 1", "decode --first 2",
        "evaluate -m token-f1 -m chrf -m levenshtein --target-risk 0.2 --measure corpus-bleu --bootstrap 20",
    ];

    private static IEnumerable<TestCaseData> Cases() =>
        from run in Runs.Concat(Commands().Select(command => $"{command} --help"))
        from width in new[] { 80, 120, 200 }
        select new TestCaseData(run.Trim(), width);

    [TestCaseSource(nameof(Cases))]
    public async Task Every_line_fits_the_terminal(string arguments, int width)
    {
        using var output = new MemoryStream();
        var error = new StringWriter();
        var input = new MemoryStream(Encoding.UTF8.GetBytes(arguments.StartsWith("score", StringComparison.Ordinal) ? Pairs : Problems));
        var streams = new ToolStreams(input, output, error, ErrorIsTerminal: false, OutputWidth: width, HasColour: true);
        Assert.That(await Tool.RunAsync(WithFile(arguments.Split(' ')), streams), Is.Zero, error.ToString());
        var text = Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings("\n");
        var plain = Colours().Replace(text, "");
        Assert.That(plain, Is.Not.Empty);
        Assert.That(plain.Where(character => char.IsControl(character) && character != '\n'), Is.Empty);
        foreach (var line in plain.Split('\n'))
        {
            Assert.That(ShownText.ColumnsOf(line), Is.AtMost(width), line);
        }
    }

    [TestCase(80)]
    [TestCase(120)]
    [TestCase(200)]
    public void Every_line_of_a_standard_job_fits_the_terminal(int width)
    {
        var job = Job.All[0];
        var seconds = Seconds.Of(1, () => { });
        Figure[] figures =
        [
            new(job.Name, "edit distance of words, one pair at a time", Figure.Own, 48, 1024, 2, seconds, 1.5, "GCUPS")
            {
                Ratio = 2, RatioTo = "a plain implementation", Allocated = 123_456,
            },
        ];
        Assert.That(JobTable.Of(job, figures, new Screen(width)).Split('\n').Select(ShownText.ColumnsOf), Is.All.AtMost(width));
    }

    [Test]
    public void Messages_on_a_terminal_break_between_words()
    {
        var written = new StringWriter();
        new Messages(written, width: 30).WriteLine("Each prompt is sent as a user message; --chat off sends it unchanged.");
        Assert.That(
            written.ToString().ReplaceLineEndings("\n"),
            Is.EqualTo("Each prompt is sent as a user\n  message; --chat off sends it\n  unchanged.\n"));
    }

    // Standard input is not the default of these.
    private static string[] WithFile(string[] arguments) =>
        arguments[0] is "evaluate" && arguments[^1] != "--help" ? [.. arguments, "-"] : arguments;

    private static string[] Commands()
    {
        var nothing = new ToolStreams(Stream.Null, Stream.Null, TextWriter.Null, ErrorIsTerminal: false);
        return ["", .. Tool.Root(nothing, new GeneralOptions()).Subcommands.Select(command => command.Name)];
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
