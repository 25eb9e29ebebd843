using Parquet.Serialization;

namespace Accelerated.Cli.Tests;

/// <summary>Tables as Parquet files, read and written; and results as CSV.</summary>
public sealed class ParquetTests
{
    private const string Own = """
        {"id":"u","candidates":[{"text":"a b","logprob":-1},{"text":"a","logprob":-2}],"gold":"a"}
        {"id":"v","candidates":[{"text":"c","logprob":-3}],"gold":"d"}
        """;

    [Test]
    public async Task Reads_rows_of_candidates_and_lists_like_own_lines()
    {
        using var folder = new TemporaryFolder();
        await ParquetSerializer.SerializeAsync(
            new Row[]
            {
                new() { id = "u", candidate = "a b", logprob = -1, gold = "a" },
                new() { id = "u", candidate = "a", logprob = -2, gold = "a" },
                new() { id = "v", candidate = "c", logprob = -3, gold = "d" },
            },
            folder["rows.parquet"]);
        await ParquetSerializer.SerializeAsync(
            new ListRow[]
            {
                new() { id = "u", responses = ["a b", "a"], gold = "a" },
                new() { id = "v", responses = ["c"], gold = "d" },
            },
            folder["lists.parquet"]);
        const string lists = """
            {"id":"u","candidates":["a b","a"],"gold":"a"}
            {"id":"v","candidates":["c"],"gold":"d"}
            """;
        foreach (var (file, own) in ((string, string)[])[("rows.parquet", Own), ("lists.parquet", lists)])
        {
            var expected = await CommandRun.Of(own, "select", "--metric", "levenshtein");
            var run = await CommandRun.Of("", "select", folder[file], "--metric", "levenshtein");
            Assert.That(run.Output, Is.EqualTo(expected.Output).And.Not.Empty, run.Error);
            Assert.That(run.Error, Is.EqualTo($"Reading parquet from {folder[file]}.\n"));
            string[] evaluate = ["--metric", "levenshtein", "--json"];
            Assert.That(
                (await CommandRun.Of("", ["evaluate", folder[file], .. evaluate])).Output,
                Is.EqualTo((await CommandRun.Of(own, ["evaluate", "-", .. evaluate])).Output).And.Not.Empty);
        }

        string[] weighted = ["--metric", "levenshtein", "--weights", "logprob"];
        Assert.That(
            (await CommandRun.Of("", ["select", folder["rows.parquet"], .. weighted])).Output,
            Is.EqualTo((await CommandRun.Of(Own, ["select", .. weighted])).Output));
    }

    [Test]
    public async Task Reports_a_damaged_file_and_one_from_a_pipe()
    {
        using var folder = new TemporaryFolder();
        await ParquetSerializer.SerializeAsync(new Row[] { new() { id = "u", candidate = "a" } }, folder["whole.parquet"]);
        var bytes = await File.ReadAllBytesAsync(folder["whole.parquet"]);
        await File.WriteAllBytesAsync(folder["cut.parquet"], bytes[..(bytes.Length / 2)]);
        var cut = await CommandRun.Of("", "select", folder["cut.parquet"], "--metric", "levenshtein");
        Assert.That(cut.ExitCode, Is.EqualTo(1));
        Assert.That(cut.Error, Does.Contain("cannot be read as Parquet: ").And.EndWith("Check that it is whole.\n"));
        var piped = await CommandRun.Of(bytes, "select", "--metric", "levenshtein");
        Assert.That(piped.Error, Does.EndWith("and standard input allows nothing else. Give the file's path.\n"));
    }

    [Test]
    public async Task Writes_results_as_CSV_and_Parquet()
    {
        using var folder = new TemporaryFolder();
        var csv = await CommandRun.Of(
            """{"id": "q,1", "candidates": ["say \"a\""]}""", "select", "--metric", "levenshtein", "--output-format", "csv");
        Assert.That(csv.ExitCode, Is.Zero, csv.Error);
        Assert.That(csv.Output.Split('\n')[0], Does.StartWith("id,index,text,answer,value,expected,"));
        Assert.That(csv.Output.Split('\n')[1], Does.StartWith("\"q,1\",0,\"say \"\"a\"\"\",,,0,"));
        var pairs = await CommandRun.Of(
            """{"hypothesis": "a", "reference": "a"}""", "score", "--metric", "token-f1", "--output-format", "csv");
        Assert.That(pairs.Output, Is.EqualTo("id,score\n,1\n"));
        var parquet = await CommandRun.Of(
            Own, "select", "--metric", "levenshtein", "--output-format", "parquet", "--output", folder["out.parquet"]);
        Assert.That(parquet.ExitCode, Is.Zero, parquet.Error);
        await using var written = File.OpenRead(folder["out.parquet"]);
        var read = await ParquetSerializer.DeserializeUntypedAsync(written);
        Assert.That(read.Data.Select(row => row["id"]), Is.EqualTo(new[] { "u", "v" }));
        Assert.That(read.Data.Select(row => row["text"]), Is.EqualTo(new[] { "a b", "c" }));
        var unknown = await CommandRun.Of(Own, "select", "--metric", "levenshtein", "--output-format", "xml");
        Assert.That((unknown.ExitCode, unknown.Error), Is.EqualTo(
            (2, "Invalid value 'xml' for --output-format: expected one of jsonl, csv, parquet.\n")));
    }

#pragma warning disable IDE1006 // names of columns
    private sealed class Row
    {
        public string? id { get; set; }

        public string? candidate { get; set; }

        public double? logprob { get; set; }

        public string? gold { get; set; }
    }

    private sealed class ListRow
    {
        public string? id { get; set; }

        public List<string>? responses { get; set; }

        public string? gold { get; set; }
    }
#pragma warning restore IDE1006
}
