using System.Text.Json;
using System.Text.Unicode;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Resuming;

/// <summary>The results that an output has already: whole lines, each a JSON object with an id.</summary>
internal static class WrittenResults
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Reads the ids of an output.</summary>
    /// <param name="path">The output.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The length of the whole lines in bytes; what follows was cut in mid-line.</returns>
    /// <exception cref="ToolException">The file cannot be read, or has a whole line that is no result.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static long Read(string path, KnownIds ids, CancellationToken cancellation)
    {
        var number = 0L;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var length = 0L;
            foreach (var line in Lines(file, cancellation))
            {
                number = line.Number;
                ids.Add(IdOf(line.Text), number);
                length = line.Start + line.Text.Length + 1;
            }

            return length;
        }
        catch (Exception e) when (e is BadLineException or JsonException or InvalidOperationException)
        {
            throw new ToolException(
                $"Cannot resume '{path}': line {number} is no result ({e.Message.TrimEnd('.')}). Correct it, or choose another --output.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}. Choose another --output.", e);
        }
    }

    /// <summary>The whole lines of a file, without their ends.</summary>
    /// <param name="file">The file, from its start.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static IEnumerable<(long Number, long Start, byte[] Text)> Lines(FileStream file, CancellationToken cancellation)
    {
        var (number, start) = (0L, 0L);
        var line = new List<byte>();
        var block = new byte[BlockBytes];
        for (int read; (read = file.Read(block)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = 0;
            for (int end; (end = Array.IndexOf(block, (byte)'\n', from, read - from)) >= 0; from = end + 1)
            {
                line.AddRange(block.AsSpan(from, end - from));
                yield return (++number, start, line.ToArray());
                start += line.Count + 1;
                line.Clear();
            }

            line.AddRange(block.AsSpan(from, read - from));
        }
    }

    /// <summary>The id of a result.</summary>
    /// <exception cref="JsonException">The line is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It is no object with an id.</exception>
    public static string IdOf(ReadOnlyMemory<byte> line)
    {
        if (!Utf8.IsValid(line.Span))
        {
            throw new InvalidOperationException("it is not UTF-8");
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("id", out var id) && id.GetString() is { } text
            ? text
            : throw new InvalidOperationException("it has no id");
    }
}
