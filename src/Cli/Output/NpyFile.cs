using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Accelerated.Cli.Output;

/// <summary>
/// A NumPy file of version 1.0 (NEP 1) with a float32 matrix in C order, written row by row under a temporary name until it is complete.
/// </summary>
internal sealed class NpyFile : IDisposable
{
    private const int Alignment = 64;

    private readonly string _path;
    private readonly string _unfinished;
    private readonly FileStream _stream;
    private bool _whole;

    /// <summary>Starts the file and writes its header.</summary>
    public NpyFile(string path, int rows, int columns)
    {
        _path = path;

        // A name that nobody can know, and a new file, so that no link is followed.
        _unfinished = $"{path}.{Path.GetRandomFileName()}.part";
        _stream = new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            _stream.Write(Header(rows, columns));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Appends whole rows.</summary>
    public void Write(Span<float> rows)
    {
        if (!BitConverter.IsLittleEndian)
        {
            var words = MemoryMarshal.Cast<float, int>(rows);
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        _stream.Write(MemoryMarshal.AsBytes(rows));
    }

    /// <summary>Renames the complete file.</summary>
    public void Finish()
    {
        _stream.Dispose();
        File.Move(_unfinished, _path, overwrite: true);
        _whole = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_whole)
        {
            _stream.Dispose();
            File.Delete(_unfinished);
        }
    }

    /// <summary>Magic, version, length, and a description padded so that the data start at a multiple of 64 bytes.</summary>
    internal static byte[] Header(int rows, int columns)
    {
        var description = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        const int prefix = 10;
        var padded = (prefix + description.Length + 1 + Alignment - 1) / Alignment * Alignment - prefix;
        var header = new byte[prefix + padded];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)padded);
        Encoding.ASCII.GetBytes((description.PadRight(padded - 1) + '\n').AsSpan(), header.AsSpan(prefix));
        return header;
    }
}
