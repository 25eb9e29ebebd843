using System.Text;
using Accelerated.Cli.Input;

namespace Accelerated.Cli.Tests;

public sealed class LineReaderTests
{
    private const int Seed = 7;

    [Test]
    public async Task Reads_whole_lines_for_any_chunks()
    {
        var random = new Random(Seed);
        var lines = Enumerable.Range(0, 300).Select(
            _ => new string('é', random.Next(3) == 0 ? 0 : random.Next(60_000) / (1 + random.Next(400)))).ToArray();
        var reader = new LineReader(new Trickle(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), random));
        var read = new List<string>();
        while (await reader.NextAsync(default))
        {
            read.Add(Encoding.UTF8.GetString(reader.Line.Span));
            Assert.That(reader.Number, Is.EqualTo(read.Count));
        }

        Assert.That(read, Is.EqualTo(lines), $"seed {Seed}");
    }

    [TestCase("a\n12345\nb", "a|!|b")]
    [TestCase("a\n1234\r\nb\r\n", "a|!|b")]
    [TestCase("12345", "!")]
    [TestCase("123456789012345678901234567890", "!")]
    [TestCase("1234\n", "1234")]
    [TestCase("", "")]
    public async Task Skips_and_flags_a_line_longer_than_the_limit(string text, string expected)
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var reader = new LineReader(new Trickle(Encoding.UTF8.GetBytes(text), new Random(seed), most: 3), longestLine: 4);
            var read = new List<string>();
            while (await reader.NextAsync(default))
            {
                read.Add(reader.IsTooLong ? "!" : Encoding.UTF8.GetString(reader.Line.Span));
            }

            Assert.That(string.Join('|', read), Is.EqualTo(expected), $"seed {seed}");
        }
    }

    [Test]
    public async Task Reports_a_line_longer_than_the_limit()
    {
        var reader = new LineReader(new MemoryStream("12345"u8.ToArray()), longestLine: 4);
        await reader.NextAsync(default);
        Assert.That(
            () => reader.Content(),
            Throws.TypeOf<BadLineException>().With.Message.EqualTo("the line is longer than 4 bytes; split it, or raise --max-line"));
    }

    /// <summary>Returns a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, Random random, int most = 5000) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, most))], cancellationToken);
    }
}
