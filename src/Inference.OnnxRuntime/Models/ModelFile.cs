using System.Globalization;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>Opens the files of a model, and finds out what is wrong with the model itself before native code reads it.</summary>
internal static class ModelFile
{
    public static void Check(string path, string kind = "ONNX decoder model")
    {
        if (Directory.Exists(path))
        {
            throw new ModelException($"Model file '{path}' is a folder. Name the {kind} in it.", path);
        }

        if (!File.Exists(path))
        {
            throw new ModelException($"Model file '{path}' does not exist. Give the path of an {kind}.", path);
        }

        Read(path, "Model file", stream =>
        {
            CheckContent(stream, path, kind);
            return true;
        });
    }

    /// <summary>Opens and reads a file; whatever hinders that is a <see cref="ModelException"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, at the beginning of a sentence.</param>
    /// <param name="read">Reads it.</param>
    public static T Read<T>(string path, string what, Func<FileStream, T> read)
    {
        try
        {
            // Asked before the file is opened: to open a pipe is to wait for someone to write into it.
            if (Length(path) == 0)
            {
                throw new ModelException($"{what} '{path}' is empty, or a pipe or device. Fetch the model again, into a file.", path);
            }

            using var stream = File.OpenRead(path);
            return read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(
                $"{what} '{path}' cannot be read: {exception.Message} Check its permissions and the disk.", path, exception);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static byte[] Bytes(string path, string what) => Read(path, what, stream =>
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });

    /// <summary>Bytes of a file, or of the one that a link leads to: caches of downloaded models are full of links.</summary>
    public static long Length(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;

    /// <summary>Whether there is a file, or a link that leads to one; a link alone exists too, but has no length.</summary>
    public static bool Leads(string path)
    {
        try
        {
            return File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // links in a circle, or into a folder that is closed
        }
    }

    private static void CheckContent(FileStream stream, string path, string kind)
    {
        Span<byte> head = stackalloc byte[4];
        var read = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (read == 4 && head.SequenceEqual("GGUF"u8))
        {
            throw new ModelException($"Model file '{path}' is in GGUF format; ONNX is expected. Use the GGUF source for it.", path);
        }

        // A model in protocol buffers begins with its version, field 1.
        if (head[0] != 0x08)
        {
            throw new ModelException(
                $"Model file '{path}' is not an ONNX model: it begins with {Convert.ToHexString(head[..read])}, not with 08. Give an " +
                $"{kind}.",
                path);
        }

        CheckFields(stream, path);
    }

    // The outermost fields must end exactly where the file does: that finds every truncation without reading the weights.
    private static void CheckFields(FileStream stream, string path)
    {
        stream.Position = 0;
        while (stream.Position < stream.Length)
        {
            var start = stream.Position;
            if (ReadNumber(stream) is not { } key || !Skip(stream, key))
            {
                var message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Model file '{path}' is damaged: the field at byte {start:N0} does not end within its {stream.Length:N0} bytes. ");
                throw new ModelException(message + "Fetch it again.", path);
            }
        }
    }

    /// <summary>Skips a field of protocol buffers whose key was read; false where it does not end within the file.</summary>
    public static bool Skip(FileStream stream, ulong key)
    {
        long? length = (key & 7) switch
        {
            0 => ReadNumber(stream) is null ? null : 0,
            1 => 8,
            2 => ReadNumber(stream) is { } bytes && bytes <= long.MaxValue ? (long)bytes : null,
            5 => 4,
            _ => null,
        };
        if (length is null || length > stream.Length - stream.Position)
        {
            return false;
        }

        stream.Position += length.Value;
        return true;
    }

    /// <summary>Reads a number of protocol buffers; null where it does not end.</summary>
    public static ulong? ReadNumber(FileStream stream)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                return null;
            }

            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        return null;
    }
}
