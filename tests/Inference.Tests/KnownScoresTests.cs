using System.Buffers.Binary;
using System.Text;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Scores that another program computed.</summary>
public sealed class KnownScoresTests
{
    private static readonly string[] s_texts = ["a", "b", "c"];

    private string _folder = "";

    private string Path => System.IO.Path.Combine(_folder, "scores");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-scores").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Scores_of_json_lines_decide()
    {
        File.WriteAllText(
            Path,
            """
            {"hypothesis": "a", "reference": "x", "score": 0.25}

            {"hypothesis": "b", "reference": "x", "score": 0.75, "model": "m"}
            """);
        var scores = await KnownScores.ReadAsync(Path);
        using var selector = new Selector(new(Metric.CreateBatched("known", scores)));
        var selection = selector.Select(new Problem("q", ["a", "b"]) { References = ["x"] });
        Assert.That((scores.Count, selection.Index, selection.Expected), Is.EqualTo((2, 1, 0.75)));
        Assert.That(() => selector.Select(new Problem("q", ["a", "z"]) { References = ["x"] }), Throws.TypeOf<ScorerException>()
            .With.InnerException.Message.EqualTo("1 of 1 pairs have no known score. Add them, for every pair of a problem."));
    }

    [TestCase("<f4", 1)]
    [TestCase("<f8", 2)]
    public void A_matrix_of_numpy_decides(string type, int version)
    {
        Write(type, version, "(3, 3)", [1, .5, .25, .5, 1, .5, .25, .25, 1]);
        var scores = new KnownScores();
        scores.AddMatrix(Path, [.. s_texts.Select(text => new Candidate(text))]);
        using var selector = new Selector(new(Metric.CreateBatched("known", scores)));
        var selection = selector.Select(new Problem("q", ["a", "b", "c"]));
        Assert.That((scores.Count, selection.Index, selection.Expected), Is.EqualTo((9, 1, 2.0 / 3)));
    }

    [TestCase("<f4", "(3, 2)", 6, "has 3 x 2 scores for 3 hypotheses and 3 references. Give the matrix of this problem.")]
    [TestCase("<f4", "(3, 3)", 8, "its size is not that of its shape")]
    [TestCase("<i4", "(3, 3)", 9, "its numbers are neither float32 nor float64")]
    [TestCase("<f8", "(9,)", 9, "it is no matrix in C order")]
    public void Rejects_another_matrix(string type, string shape, int count, string message)
    {
        Write(type, 1, shape, new double[count]);
        Assert.That(
            () => new KnownScores().AddMatrix(Path, [.. s_texts.Select(text => new Candidate(text))]),
            Throws.TypeOf<ScoreFileException>().With.Message.Contains(message).And.Property("Path").EqualTo(Path));
    }

    [Test]
    public void Rejects_files_that_are_none()
    {
        Assert.That(
            () => new KnownScores().AddMatrix(Path, ["a"]), Throws.TypeOf<ScoreFileException>().With.Message.Contains("cannot be read"));
        Assert.That(() => KnownScores.ReadAsync(Path), Throws.TypeOf<ScoreFileException>().With.Message.Contains("cannot be read"));
        File.WriteAllText(Path, "No matrix at all.");
        Assert.That(
            () => new KnownScores().AddMatrix(Path, ["a"]),
            Throws.TypeOf<ScoreFileException>().With.Message.EqualTo(
                $"'{Path}' cannot be used: it does not begin as NumPy's files do. Save the matrix with numpy.save, as a two-dimensional "
                + "array of float32 or float64."));
        File.WriteAllBytes(Path, [0x93, .. "NUMPY"u8, 1, 0, 255, 255, 0, 0]);
        Assert.That(
            () => new KnownScores().AddMatrix(Path, ["a"]),
            Throws.TypeOf<ScoreFileException>().With.Message.Contains("header does not end"));
    }

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("""{"hypothesis": "a", "reference": "b"}""")]
    [TestCase("""{"hypothesis": "a", "reference": null, "score": 1}""")]
    [TestCase("""{"hypothesis": "a", "reference": "b", "score": "1"}""")]
    [TestCase("""{"hypothesis": "x", "reference": "x", "score": 2}""")]
    public void Rejects_a_line_without_a_score_or_with_another(string line)
    {
        File.WriteAllLines(Path, ["""{"hypothesis": "x", "reference": "x", "score": 1}""", line]);
        Assert.That(() => KnownScores.ReadAsync(Path), Throws.TypeOf<ScoreFileException>().With.Message.StartsWith($"Line 2 of '{Path}'"));
    }

    [Test]
    public void Rejects_a_score_that_is_no_finite_number() => Assert.That(
        () => new KnownScores().Add("a", "b", double.NaN),
        Throws.ArgumentException.With.Message.StartsWith("The score is NaN; it must be a finite number."));

    // The format by its description: magic number, version, length of the header, header, numbers.
    private void Write(string type, int version, string shape, double[] numbers)
    {
        var header = Encoding.Latin1.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
        var length = new byte[version == 1 ? 2 : 4];
        length[0] = (byte)header.Length;
        using var file = File.Create(Path);
        file.Write([0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. header]);
        foreach (var number in numbers)
        {
            var bytes = new byte[type == "<f8" ? 8 : 4];
            if (type == "<f8")
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
            }

            file.Write(bytes);
        }
    }
}
