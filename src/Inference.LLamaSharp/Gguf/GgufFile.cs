using System.Globalization;
using System.Text.RegularExpressions;

namespace Accelerated.Inference.LLamaSharp.Gguf;

/// <summary>
/// Checks a GGUF file before llama.cpp maps it, since a file that is cut off or damaged at its beginning can end the process there. Reads
/// the header only, so the cost does not grow with the weights.
/// </summary>
internal static partial class GgufFile
{
    /// <summary>Reads and checks the header of a model, and of its other parts where it is split.</summary>
    /// <param name="path">The file, or the first part.</param>
    /// <exception cref="ModelException">The file is missing, empty, of another format, damaged or truncated.</exception>
    public static GgufHeader Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var header = ReadPart(path);
        for (var part = 2; part <= header.Parts; part++)
        {
            ReadPart(PartPath(path, part, header.Parts));
        }

        return header;
    }

    private static GgufHeader ReadPart(string path)
    {
        using var stream = Open(path);
        try
        {
            return new GgufReader(stream, path).Read();
        }
        catch (IOException exception)
        {
            throw new ModelException($"Model '{path}' cannot be read: {exception.Message} Check the disk and the file.", path, exception);
        }
    }

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ModelException(
                $"Model '{path}' is a folder; a GGUF model is one file, or the first part of several. Name the file.", path);
        }

        try
        {
            // Asked before the file is opened: to open a pipe is to wait for someone to write into it.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            if (file.Length == 0)
            {
                throw new ModelException($"Model '{path}' is empty, or a pipe or device. Download it again, into a file.", path);
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"Model '{path}' was not found. Check the path.", path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"Model '{path}' cannot be opened: {exception.Message} Check its permissions.", path, exception);
        }
    }

    private static string PartPath(string first, int part, int parts)
    {
        var name = Path.GetFileName(first);
        var match = PartName().Match(name);
        if (!match.Success)
        {
            throw new ModelException(
                $"Model '{first}' is one of {parts} parts, whose names must end in -00001-of-{parts:00000}.gguf. Give the parts their " +
                "original names.",
                first);
        }

        return Path.Combine(
            Path.GetDirectoryName(first) ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{match.Groups[1].Value}-{part:00000}-of-{parts:00000}.gguf"));
    }

    [GeneratedRegex(@"^(.*)-00001-of-\d{5}\.gguf$")]
    private static partial Regex PartName();
}
