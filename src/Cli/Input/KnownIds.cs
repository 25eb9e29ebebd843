using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input;

/// <summary>The ids read so far, 36 to 72 bytes each whatever their length, so that memory lasts for long files.</summary>
/// <param name="notes">What the run notes of its input.</param>
internal sealed class KnownIds(InputNotes notes)
{
    private readonly Dictionary<UInt128, long> _lines = [];

    /// <summary>How many there are.</summary>
    public int Count => _lines.Count;

    /// <summary>Whether an id was added.</summary>
    public bool Has(string id) => _lines.ContainsKey(KeyOf(id));

    /// <summary>Adds an id.</summary>
    /// <exception cref="BadLineException">It was added before.</exception>
    public void Add(string id, long line)
    {
        if (LineOf(id, line) is { } before)
        {
            throw new BadLineException($"id '{ShownText.Item(id)}' was used on {notes.Unit} {before}; give each problem its own id");
        }
    }

    /// <summary>Adds a file name.</summary>
    /// <exception cref="BadLineException">It was added before.</exception>
    public void AddFileName(string folded, string name, long line)
    {
        if (LineOf(folded, line) is { } before)
        {
            throw new BadLineException(
                $"its file '{name}.npy' would be the same as that of {notes.Unit} {before}; "
                + "give it an id that differs in letters or digits");
        }
    }

    private long? LineOf(string text, long line)
    {
        var key = KeyOf(text);
        return _lines.TryAdd(key, line) ? null : _lines[key];
    }

    /// <summary>128 bits of a cryptographic hash of an id, which represent it and do not collide in practice.</summary>
    public static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
