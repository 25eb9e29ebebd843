using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Accelerated.Cli.Input;

/// <summary>The ids met so far, 24 bytes each whatever their length, so that a long file does not fill the memory.</summary>
internal sealed class KnownIds
{
    private readonly Dictionary<UInt128, long> _lines = [];

    /// <summary>Takes note of an id.</summary>
    /// <exception cref="BadLineException">It was met before.</exception>
    public void Add(string id, long line)
    {
        if (LineOf(id, line) is { } before)
        {
            throw new BadLineException($"id '{id}' was used on line {before}; give every problem its own");
        }
    }

    /// <summary>Takes note of a file's name.</summary>
    /// <exception cref="BadLineException">It was met before.</exception>
    public void AddFileName(string folded, string name, long line)
    {
        if (LineOf(folded, line) is { } before)
        {
            throw new BadLineException(
                $"its file would be '{name}.npy', as that of line {before}; give it an id that differs in letters and digits");
        }
    }

    // 128 bits of a cryptographic hash stand for the text; two texts never share them in practice.
    private long? LineOf(string text, long line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        return _lines.TryAdd(key, line) ? null : _lines[key];
    }
}
