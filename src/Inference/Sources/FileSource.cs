using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Accelerated.Inference;

/// <summary>
/// Returns the candidates of a problems file (one JSON object per line, with <c>id</c> and <c>candidates</c>), found by the prompt's id.
/// Keeps the lines' offsets in memory, not the lines.
/// </summary>
internal sealed class FileSource : ICandidateSource
{
    private readonly string _path;
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    /// <summary>Opens a file and finds its problems.</summary>
    /// <param name="path">The problems file, in UTF-8.</param>
    /// <exception cref="SourceException">
    /// The file is missing, empty, a pipe or not readable, a line is not valid, or two lines have the same id.
    /// </exception>
    public FileSource(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        _path = path;
        if (!File.Exists(path))
        {
            throw new SourceException($"Problems file '{path}' does not exist. Give the path of a file with one JSON object a line.", 0, 0);
        }

        try
        {
            // Checked before the file is opened, because opening a pipe waits for a writer.
            if ((File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length == 0)
            {
                throw new SourceException(
                    $"Problems file '{path}' is empty, or a pipe or device. Give a file with one JSON object a line.", 0, 0);
            }

            IndexAll();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(
                $"Problems file '{path}' cannot be read: {exception.Message} Check its permissions and the disk.", 0, 0, exception);
        }
    }

    /// <inheritdoc/>
    public string Name => $"file:{Path.GetFileName(_path)}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        if (prompt.Id is null || !_lines.TryGetValue(prompt.Id, out var offset))
        {
            throw new SourceException(
                $"{Name} has no problem '{prompt.Id}'. Give the prompt the id of one of its {_lines.Count} lines.", 0, count);
        }

        using var source = new FixedSource(ReadAt(prompt.Id, offset, count));
        await foreach (var candidate in source.DrawAsync(prompt, count, options, cancellationToken).ConfigureAwait(false))
        {
            yield return candidate;
        }
    }

    /// <summary>Does nothing: the file is open only while it is read.</summary>
    public void Dispose()
    {
    }

    private static IEnumerable<byte[]> Lines(Stream stream)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        var line = new MemoryStream();
        for (int next; (next = buffered.ReadByte()) >= 0;)
        {
            if (next != '\n')
            {
                line.WriteByte((byte)next);
                continue;
            }

            yield return line.ToArray();
            line.SetLength(0);
        }

        if (line.Length > 0)
        {
            yield return line.ToArray();
        }
    }

    // A file may begin with a byte order mark.
    private static ReadOnlyMemory<byte> Content(byte[] line, long offset) =>
        line.AsMemory(offset == 0 && line.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);

    private void IndexAll()
    {
        var offset = 0L;
        var number = 0;
        using var stream = File.OpenRead(_path);
        foreach (var line in Lines(stream))
        {
            number++;
            var content = Content(line, offset);
            if (content.Span.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
            {
                Index(content, number, offset);
            }

            offset += line.Length + 1;
        }
    }

    private void Index(ReadOnlyMemory<byte> line, int number, long offset)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var name = document.RootElement.GetProperty("id");
            var id = name.ValueKind == JsonValueKind.Number
                ? name.GetRawText()
                : name.GetString() ?? throw new FormatException("The id is null.");
            Read(document.RootElement);
            if (!_lines.TryAdd(id, offset))
            {
                throw new SourceException(
                    $"Line {number} of '{_path}' has the id '{id}' of an earlier line; ids must differ. Rename one.", 0, 0);
            }
        }
        catch (Exception exception) when (IsOfContent(exception))
        {
            throw new SourceException(
                $"Line {number} of '{_path}' is not a problem with an id and candidates: {exception.Message} Correct it.", 0, 0, exception);
        }
    }

    private List<DrawnCandidate> ReadAt(string id, long offset, int count)
    {
        try
        {
            using var stream = File.OpenRead(_path);
            stream.Position = offset;
            using var document = JsonDocument.Parse(Content(Lines(stream).FirstOrDefault([]), offset));
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || IsOfContent(exception))
        {
            throw new SourceException(
                $"Problem '{id}' can no longer be read from '{_path}': {exception.Message} Open the file anew.", 0, count, exception);
        }
    }

    private static bool IsOfContent(Exception exception) =>
        exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private static JsonElement? Known(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Text(JsonElement item, int index) =>
        item.GetProperty("text").GetString() ?? throw new FormatException($"The text of candidate {index} is null.");

    // JSON has no number for the logarithm of zero, which is written as a text.
    private static double LogProbability(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.ValueEquals("-inf"u8) ? double.NegativeInfinity : value.GetDouble();

    private static List<DrawnCandidate> Read(JsonElement problem)
    {
        var candidates = new List<DrawnCandidate>();
        foreach (var item in problem.GetProperty("candidates").EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                candidates.Add(new DrawnCandidate(candidates.Count, item.GetString()!, FinishReason.Unknown));
                continue;
            }

            var tokens = Known(item, "tokens") is { } ids ? ids.EnumerateArray().Select(id => id.GetInt32()).ToArray() : null;
            candidates.Add(new DrawnCandidate(candidates.Count, Text(item, candidates.Count), FinishReason.Unknown)
            {
                Tokens = tokens,
                TextTokens = tokens?.Length ?? 0,
                LogProbability = Known(item, "logprob") is { } value ? LogProbability(value) : null,
            });
        }

        return candidates;
    }
}
