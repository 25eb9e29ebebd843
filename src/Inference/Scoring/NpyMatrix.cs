using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Inference.Scoring;

/// <summary>Reads a matrix of NumPy's format: float32 or float64, little-endian, row by row (C order).</summary>
internal static partial class NpyMatrix
{
    /// <exception cref="ScoreFileException">The file is missing, damaged or of another type or shape.</exception>
    public static double[,] Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScoreFileException($"'{path}' cannot be read: {error.Message} Give the path of a .npy file.", path, error);
        }

        // Magic number, version, the header's length in 2 bytes (version 1) or 4, the header as a Python literal, the numbers.
        if (bytes.Length < 12 || bytes[0] != 0x93 || !bytes.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
        {
            throw Refusal(path, "it does not begin as NumPy's files do");
        }

        var first = bytes[6] == 1 ? 10 : 12;
        var length = bytes[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8))
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        return length > bytes.Length - first
            ? throw Refusal(path, "its header does not end")
            : Read(path, Encoding.Latin1.GetString(bytes, first, (int)length), bytes.AsSpan(first + (int)length));
    }

    private static double[,] Read(string path, string header, ReadOnlySpan<byte> data)
    {
        var type = Type().Match(header).Groups[1].Value;
        var shape = Shape().Match(header);
        var size = type switch { "<f4" => 4, "<f8" => 8, _ => throw Refusal(path, "its numbers are neither float32 nor float64") };
        if (!shape.Success || header.Contains("'fortran_order': True", StringComparison.Ordinal))
        {
            throw Refusal(path, "it is no matrix in C order");
        }

        if (!int.TryParse(shape.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            || !int.TryParse(shape.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
            || (long)rows * columns * size != data.Length)
        {
            throw Refusal(path, "its size is not that of its shape");
        }

        var matrix = new double[rows, columns];
        for (var k = 0; k < rows * columns; k++)
        {
            var number = data[(k * size)..];
            matrix[k / columns, k % columns] = size == 4
                ? BinaryPrimitives.ReadSingleLittleEndian(number)
                : BinaryPrimitives.ReadDoubleLittleEndian(number);
        }

        return matrix;
    }

    private static ScoreFileException Refusal(string path, string reason) => new(
        $"'{path}' cannot be used: {reason}. Save the matrix with numpy.save, as a two-dimensional array of float32 or float64.", path);

    [GeneratedRegex("'descr': '([^']*)'")]
    private static partial Regex Type();

    [GeneratedRegex(@"'shape': \(([0-9]+), ([0-9]+)\)")]
    private static partial Regex Shape();
}
