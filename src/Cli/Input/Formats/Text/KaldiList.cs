using System.Text.RegularExpressions;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>An n-best list of Kaldi: <c>utterance-1 text</c>, <c>utterance-2 text</c>, and so on.</summary>
internal sealed partial class KaldiList() : TextFormat("kaldi", "Kaldi n-best lists: utterance-N text")
{
    /// <inheritdoc/>
    public override bool Matches(IReadOnlyList<string> lines, InputSettings settings)
    {
        var keys = lines.Where(line => line.Length > 0).Select(line => Key().Match(line)).ToList();
        return keys.Count > 0 && keys.TrueForAll(key => key.Success) && keys[0].Groups["rank"].Value == "1"
            && (keys.Count == 1 || keys[1].Groups["rank"].Value is "1" or "2");
    }

    /// <inheritdoc/>
    public override IRecordReader Open(Stream text, string name, InputSettings settings, InputNotes notes) =>
        new GroupedReader(new LineReader(text, settings.LongestRecord), Parse);

    private static (string Id, MappedCandidate Candidate) Parse(string line)
    {
        var key = Key().Match(line);
        return key.Success
            ? (key.Groups["id"].Value, new MappedCandidate(key.Groups["text"].Value.Trim()))
            : throw new BadLineException("there is no key such as 'utterance-1' before the text");
    }

    [GeneratedRegex(@"^(?<id>\S+)-(?<rank>[0-9]{1,9})(?:\s(?<text>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Key();
}
