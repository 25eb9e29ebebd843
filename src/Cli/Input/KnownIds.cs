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
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        if (!_lines.TryAdd(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash), line))
        {
            throw new BadLineException($"id '{id}' was used on line {_lines[System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash)]}; give every problem its own");
        }
    }
}
