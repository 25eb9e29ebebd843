using System.Text;
using System.Text.Json;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Metrics;
using CsCheck;

namespace Accelerated.Cli.Tests;

/// <summary>Properties of any input; a failure shows the smallest counterexample and its seed.</summary>
public sealed class InputPropertyTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char[' ', '~'].Select(letter => $"{letter}"),
        Gen.OneOf("\0", "\u001f", "\r", "\n", "\t", "é", "\u2028", "\ufeff", "日", "😀", "\\u0041")).Array[0, 8].Select(string.Concat);

    private static readonly Gen<Candidate> Candidates =
        from text in Text
        from tokens in Gen.Int.Array[0, 4]
        from labels in Text.Array[0, 3]
        from vector in Gen.Single.Where(float.IsFinite).Array[0, 3]
        from number in Gen.Double.Where(double.IsFinite)
        from known in Gen.Bool
        select new Candidate(text)
        {
            Tokens = known ? tokens : null,
            Labels = known ? null : labels,
            Vector = known ? vector : null,
            LogProbability = known ? number : null,
            Weight = known ? null : number,
        };

    [Test]
    public void A_problem_written_as_JSON_is_read_back() =>
        Gen.Select(Text, Candidates.Array[1, 4], Candidates.Array[0, 3]).Sample(
            (id, candidates, references) =>
            {
                var votes = references.Length == 0 ? null : references.Select(Json);
                var line = JsonSerializer.SerializeToUtf8Bytes(new { id, candidates = candidates.Select(Json), references = votes });
                var notes = new InputNotes();
                var problem = ProblemLine.Read(line, 1, notes).Problem;
                return (problem.Id, notes.Replaced) == (id, 0)
                    && AreSame(problem.Candidates, candidates)
                    && AreSame(problem.References ?? [], references);
            },
            iter: 300);

    [Test]
    public void Reads_whole_lines_for_any_line_ends_and_chunks() =>
        Gen.Select(
            Gen.OneOf("a", "é", "\r", " ", "\ufeff").Array[0, 6].Select(string.Concat).Array[0, 5],
            Gen.Bool, Gen.Bool,
            Gen.Int[1, 9]).Sample(
            (lines, crlf, isEnded, most) =>
            {
                var end = crlf ? "\r\n" : "\n";
                var text = string.Join(end, lines) + (isEnded && lines.Length > 0 ? end : "");
                return Lines(text).SequenceEqual(Read(text, most));
            },
            iter: 300);

    // The definition: split at line feeds, without one carriage return before each and a byte order mark at the start.
    private static IEnumerable<string> Lines(string text)
    {
        var lines = text.Split('\n');
        return (lines[^1].Length == 0 ? lines[..^1] : lines)
            .Select((line, i) => i == 0 && line.StartsWith('\ufeff') ? line[1..] : line)
            .Select(line => line.EndsWith('\r') ? line[..^1] : line);
    }

    private static List<string> Read(string text, int most)
    {
        var reader = new LineReader(new Pieces(Encoding.UTF8.GetBytes(text), most));
        var lines = new List<string>();
        while (reader.NextAsync(default).AsTask().GetAwaiter().GetResult())
        {
            lines.Add(Encoding.UTF8.GetString(reader.Line.Span));
        }

        return lines;
    }

    private static object Json(Candidate candidate) => new
    {
        text = candidate.Text,
        tokens = candidate.Tokens,
        labels = candidate.Labels,
        vector = candidate.Vector,
        logprob = candidate.LogProbability,
        weight = candidate.Weight,
    };

    private static bool AreSame(IReadOnlyList<Candidate> left, IReadOnlyList<Candidate> right) =>
        left.Count == right.Count && left.Zip(right).All(pair =>
        pair.First.Text == pair.Second.Text
        && pair.First.LogProbability == pair.Second.LogProbability
        && pair.First.Weight == pair.Second.Weight
        && AreEqual(pair.First.Tokens, pair.Second.Tokens)
        && AreEqual(pair.First.Labels, pair.Second.Labels)
        && AreEqual(pair.First.Vector, pair.Second.Vector));

    private static bool AreEqual<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
        left is null ? right is null : right is not null && left.SequenceEqual(right);

    /// <summary>Returns a few bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
