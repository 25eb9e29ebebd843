using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Accelerated.Metrics;

namespace Accelerated.Cli.Resuming;

/// <summary>
/// One of several parts of a file, by the ids of its records: the first 8 bytes of their SHA-256, as a big-endian number, modulo the number
/// of parts. So parts need no agreement, and a record stays in its part whatever stands before it.
/// </summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>Parses <c>i/n</c>.</summary>
    /// <exception cref="OptionException">It is no such text.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var first, var second] && Whole(first) is { } number && Whole(second) is { } count && number <= count
            ? new Shard(number, count)
            : throw new OptionException(
                "shard", $"Invalid value '{text}' for --shard: expected I/N, a part from 1 and the number of parts, e.g. 2/8.");

    /// <summary>Whether a record is in this part.</summary>
    public bool Has(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)Count) == Number - 1;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
}
