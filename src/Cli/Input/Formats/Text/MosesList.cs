using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>An n-best list of Moses and its successors: <c>id ||| text ||| features ||| score</c>.</summary>
internal sealed class MosesList() : TextFormat("moses", "Moses n-best lists: id ||| text ||| features ||| score")
{
    private const string Separator = "|||";

    /// <inheritdoc/>
    public override bool Matches(IReadOnlyList<string> lines, InputSettings settings) => lines[0].Split(Separator).Length >= 2
        && lines[0].Contains(" " + Separator, StringComparison.Ordinal) && !lines[0].StartsWith('{');

    /// <inheritdoc/>
    public override IRecordReader Open(Stream text, string name, InputSettings settings, InputNotes notes) =>
        new GroupedReader(new LineReader(text, settings.LongestRecord), Parse);

    // The last field, if there are four, is the model's total, which is a log-probability up to a constant a source.
    private static (string Id, MappedCandidate Candidate) Parse(string line)
    {
        var fields = line.Split(Separator);
        if (fields.Length < 2)
        {
            throw new BadLineException("there is no '|||'; expected id ||| text ||| features ||| score");
        }

        return (fields[0].Trim(), new MappedCandidate(fields[1].Trim())
        {
            LogProbability = fields.Length >= 4 && fields[3].Trim() is { Length: > 0 } score ? TextLines.Number(score, "the score") : null,
        });
    }
}
