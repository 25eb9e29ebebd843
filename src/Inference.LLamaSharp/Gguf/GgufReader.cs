using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Accelerated.Inference.LLamaSharp.Gguf;

/// <summary>
/// Walks a GGUF header: magic, version, counts, key/value pairs, tensor descriptions; every length is checked against the file's before it
/// is used.
/// </summary>
/// <param name="stream">At its start.</param>
/// <param name="path">For messages.</param>
internal sealed class GgufReader(Stream stream, string path)
{
    private const int MostDimensions = 8;
    private static readonly UInt128 Largest = (UInt128)1 << 62;
    private readonly byte[] _scratch = new byte[8];
    private readonly long _length = stream.Length;
    private readonly GgufMetadata _metadata = new(path);

    /// <summary>Reads the header and compares where the tensors end with where the file does.</summary>
    /// <exception cref="ModelException">The file is of another format, damaged or truncated.</exception>
    public GgufHeader Read()
    {
        ReadMagic();
        var version = ReadUInt32();
        if (version is not (2 or 3))
        {
            var reversed = BinaryPrimitives.ReverseEndianness(version) is 2 or 3;
            throw new ModelException(
                reversed
                    ? $"Model '{path}' is a big-endian GGUF file; only little-endian ones are read. Convert it on a little-endian machine."
                    : $"Model '{path}' is GGUF version {version}; versions 2 and 3 are read. Convert it again with a current converter.",
                path);
        }

        var tensors = ReadCount("tensors");
        var pairs = ReadCount("key/value pairs");
        for (var pair = 0L; pair < pairs; pair++)
        {
            var key = ReadText();
            ReadValue(key, ReadUInt32());
        }

        CheckTensors(tensors);
        return _metadata.ToHeader();
    }

    private void ReadMagic()
    {
        Span<byte> magic = stackalloc byte[4];
        var read = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (!magic[..read].SequenceEqual("GGUF"u8))
        {
            throw new ModelException(
                $"Model '{path}' is not a GGUF file: it begins with the bytes {Convert.ToHexString(magic[..read])}, not with GGUF. " +
                "Convert the model, or name another.",
                path);
        }
    }

    private void ReadValue(string key, uint type)
    {
        switch (type)
        {
            case 8:
                _metadata.Texts[key] = ReadText();
                break;
            case 9:
                ReadArray(key);
                break;
            default:
                var bytes = Read(Width(type));
                if (type is not (6 or 12))
                {
                    _metadata.Numbers[key] = ToNumber(type, bytes);
                }

                break;
        }
    }

    // Of most lists only the largest number is kept.
    private void ReadArray(string key)
    {
        var type = ReadUInt32();
        var count = ReadCount($"elements of '{key}'");
        if (type == 8)
        {
            ReadTexts(key, count);
        }
        else if (type is 4 or 5)
        {
            ReadNumbers(key, type, count);
        }
        else
        {
            var width = Width(type);
            Skip(count > _length / width ? long.MaxValue : count * width);
        }
    }

    private void ReadTexts(string key, long count)
    {
        if (key == GgufMetadata.TokenTexts)
        {
            // Names are some eight bytes each, so a list that a damaged count makes too long is not set aside in advance.
            var texts = new List<string>();
            for (var i = 0L; i < count; i++)
            {
                texts.Add(ReadText());
            }

            _metadata.Tokens = [.. texts];
            return;
        }

        for (var i = 0L; i < count; i++)
        {
            Skip(ReadCount("characters"));
        }
    }

    private void ReadNumbers(string key, uint type, long count)
    {
        var kinds = new List<int>();
        for (var i = 0L; i < count; i++)
        {
            var number = ToNumber(type, Read(4));
            _metadata.Numbers[key] = Math.Max(_metadata.Numbers.GetValueOrDefault(key), number);
            if (key == GgufMetadata.TokenTypes)
            {
                kinds.Add((int)number);
            }
        }

        if (key == GgufMetadata.TokenTypes)
        {
            _metadata.Types = [.. kinds];
        }
    }

    private void CheckTensors(long tensors)
    {
        var end = 0L;
        for (var tensor = 0L; tensor < tensors; tensor++)
        {
            var name = ReadText();
            var dimensions = ReadUInt32();
            if (dimensions > MostDimensions)
            {
                throw Damaged($"tensor '{name}' has {dimensions} dimensions");
            }

            UInt128 elements = 1;
            for (var d = 0; d < dimensions; d++)
            {
                elements = UInt128.Min(elements * ReadUInt64(), Largest); // two factors below 2^64 do not overflow
            }

            var type = TensorType.Find(ReadUInt32());
            var offset = ReadUInt64();
            var size = type is { } known ? (elements + (UInt128)known.Elements - 1) / (UInt128)known.Elements * (UInt128)known.Bytes : 0;
            end = Math.Max(end, (long)UInt128.Min(offset + size, Largest));
        }

        var alignment = _metadata.Numbers.GetValueOrDefault("general.alignment", 32);
        if (alignment is < 1 or > 1 << 20)
        {
            throw Damaged($"'general.alignment' is {alignment}");
        }

        var start = (stream.Position + alignment - 1) / alignment * alignment;
        if (tensors > 0 && start + end > _length)
        {
            throw new ModelException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Model '{path}' is truncated: its tensors end at byte {start + end}, the file at {_length}. Download it again."),
                path);
        }
    }

    private ModelException Damaged(string what) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Model '{path}' is damaged or truncated near byte {stream.Position}: {what}. Download it again."),
            path);

    private int Width(uint type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        10 or 11 or 12 => 8,
        _ => throw Damaged($"the value type {type} is unknown"),
    };

    private static long ToNumber(uint type, ReadOnlySpan<byte> bytes) => type switch
    {
        0 or 7 => bytes[0],
        1 => (sbyte)bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        3 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        5 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    // Whatever is counted takes at least a byte each, so a larger count than there are bytes left is damage, not a reason to loop.
    private long ReadCount(string what)
    {
        var count = ReadUInt64();
        return count <= (ulong)(_length - stream.Position)
            ? (long)count
            : throw Damaged($"it counts {count} {what}, more than there are bytes left");
    }

    private string ReadText()
    {
        var bytes = new byte[ReadCount("characters")];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    private ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Read(8));

    private ReadOnlySpan<byte> Read(int count)
    {
        Require(count);
        stream.ReadExactly(_scratch, 0, count);
        return _scratch.AsSpan(0, count);
    }

    private void Skip(long count)
    {
        Require(count);
        stream.Seek(count, SeekOrigin.Current);
    }

    private void Require(long count)
    {
        if (count > _length - stream.Position)
        {
            throw Damaged("its header goes on after the file's end");
        }
    }
}
