using Accelerated.Inference.Extraction;

namespace Accelerated.Inference.Tests;

/// <summary>Texts after public reports, and what their authors expected to be extracted.</summary>
public sealed class ExtractionCasesTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        from line in File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "extract.tsv"))
        where line.Length > 0 && line[0] != '%'
        let fields = line.Split('\t')
        select new TestCaseData(fields[0], fields[1].Replace("\\n", "\n", StringComparison.Ordinal), fields[2])
            .SetArgDisplayNames(fields[0], fields[1]);

    [TestCaseSource(nameof(Cases))]
    public void Extracts_what_the_report_expects(string specification, string text, string expected)
    {
        Assert.That(AnswerExtractor.Parse(specification).TryExtract(text, out var answer), Is.True);
        Assert.That(answer, Is.EqualTo(expected));
    }
}
