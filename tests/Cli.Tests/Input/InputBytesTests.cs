using System.IO.Compression;
using System.Text;
using Accelerated.Cli.Input.Streams;
using ZstdSharp;

namespace Accelerated.Cli.Tests;

/// <summary>Compression, encodings, and their limits.</summary>
public sealed class InputBytesTests
{
    private const string Line = """{"id": "é", "candidates": ["süß", "sauer"]}""" + "\n";

    [Test]
    public async Task Reads_the_same_from_every_encoding_and_compression()
    {
        var utf8 = Encoding.UTF8.GetBytes(Line);
        byte[][] inputs =
        [
            [.. Encoding.UTF8.Preamble, .. utf8],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Line)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Line)],
            Gzip(utf8),
            [.. Gzip(utf8[..20]), .. Gzip(utf8[20..])],
            Gzip([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Line)]),
            Zstandard(utf8),
        ];
        var expected = await CommandRun.Of(Line, "select", "--metric", "chrf");
        foreach (var (input, index) in inputs.Select((input, index) => (input, index)))
        {
            Assert.That(await CommandRun.Of(input, "select", "--metric", "chrf"), Is.EqualTo(expected), $"input {index}");
        }

        var latin = await CommandRun.Of(Encoding.Latin1.GetBytes(Line), "select", "--metric", "chrf", "--encoding", "windows-1252");
        Assert.That(latin, Is.EqualTo(expected));
    }

    [Test]
    public async Task Reports_an_encoding_that_is_unknown_or_not_the_inputs()
    {
        var unknown = await CommandRun.Of(Line, "select", "--metric", "chrf", "--encoding", "latin-99");
        Assert.That(unknown.ExitCode, Is.EqualTo(2));
        Assert.That(unknown.Error, Does.StartWith("Invalid value 'latin-99' for --encoding: expected e.g. utf-8, "));
        byte[] lone = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Line), 0x00, 0xD8, 0x0A, 0x00];
        var damaged = await CommandRun.Of(lone, "select", "--metric", "chrf");
        Assert.That(damaged.ExitCode, Is.EqualTo(1));
        Assert.That(damaged.Error, Is.EqualTo(
            "'standard input' has bytes that are not utf-16. Name its encoding with --encoding, or save it as UTF-8.\n"));
    }

    [Test]
    public async Task Reports_a_compressed_input_that_is_cut_short_or_damaged()
    {
        var random = new Random(3);
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"candidates\": [\"{random.NextInt64()}\"]}}\n"));
        foreach (var bytes in (byte[][])[Gzip(Encoding.UTF8.GetBytes(text)), Zstandard(Encoding.UTF8.GetBytes(text))])
        {
            var cut = await CommandRun.Of(bytes[..(bytes.Length / 2)], "select", "--metric", "exact-match");
            Assert.That(cut.ExitCode, Is.EqualTo(1), cut.Error);
            Assert.That(cut.Error, Does.StartWith("'standard input' is damaged or cut short: "));
            var damaged = bytes.ToArray();
            damaged.AsSpan(bytes.Length / 2, 8).Fill(0xAA);
            Assert.That((await CommandRun.Of(damaged, "select", "--metric", "exact-match")).ExitCode, Is.Not.Zero);
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_small_input_that_grows_without_bound_is_refused(bool zstandard)
    {
        var zeros = new byte[20 << 20];
        zeros.AsSpan().Fill((byte)' ');
        var bytes = zstandard ? Zstandard(zeros) : Gzip(zeros);
        Assert.That(bytes, Has.Length.LessThan((20 << 20) / DecompressedStream.MostRatio));
        var run = await CommandRun.Of(bytes, "select", "--metric", "exact-match");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("the limit is 100 to 1 beyond 16777216 bytes"));
        var twice = await CommandRun.Of(Gzip(Gzip(Encoding.UTF8.GetBytes(Line))), "select", "--metric", "exact-match");
        Assert.That((twice.ExitCode, twice.Error), Is.EqualTo((1, "'standard input' is compressed twice; decompress it once.\n")));
    }

    [Test]
    public async Task A_line_longer_than_the_limit_is_skipped_and_the_limit_is_an_option()
    {
        var text = $"{{\"candidates\": [\"{new string('x', 1000)}\"]}}\n{Line}";
        var run = await CommandRun.Of(text, "select", "--metric", "exact-match", "--max-line", "500");
        Assert.That(run.Json, Has.Count.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("line 1: the line is longer than 500 bytes; split it, or raise --max-line\n"));
        var far = $"{{\"candidates\": [\"{new string('x', 300_000)}\"]}}\n{Line}";
        var first = await CommandRun.Of(far, "select", "--metric", "exact-match", "--max-line", "500");
        Assert.That(first.Error, Does.StartWith("line 1: the line is longer than 500 bytes; split it, or raise --max-line\n"));
        Assert.That(first.Json, Has.Count.EqualTo(1));
        var array = await CommandRun.Of(
            $"[\n{text.TrimEnd().Replace("\n", ",\n", StringComparison.Ordinal)}]", "select", "--metric", "exact-match",
            "--max-line", "500");
        Assert.That(array.Json, Has.Count.EqualTo(1), array.Error);
        Assert.That(array.Error, Does.Contain("record 1: the record is longer than 500 bytes; raise --max-line\n"));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    private static byte[] Zstandard(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
