using System.Text;
using System.Text.Json;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Resuming;

/// <summary>The results of a shard, one at a time.</summary>
internal sealed class ShardResults : IDisposable
{
    private readonly StreamReader _reader;
    private long _number;

    private ShardResults(string path, StreamReader reader) => (Path, _reader) = (path, reader);

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The line that is next; null after the last.</summary>
    public string? Line { get; private set; }

    /// <summary>Its id; null after the last.</summary>
    public string? Id { get; private set; }

    /// <summary>Where it stands, for messages.</summary>
    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{Path}', line {_number}");

    /// <summary>Opens a file and reads its first result.</summary>
    /// <exception cref="ToolException">It cannot be read, or ends in mid-line.</exception>
    public static ShardResults Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var results = new ShardResults(path, new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), false));
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                if (file.ReadByte() != '\n')
                {
                    results.Dispose();
                    throw new ToolException($"'{path}' ends in mid-line. Finish its run with --resume first.");
                }

                file.Seek(0, SeekOrigin.Begin);
            }

            results.Next();
            return results;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}. Name files that runs with --shard have written.", e);
        }
    }

    /// <summary>Goes on to the next result.</summary>
    /// <exception cref="ToolException">The line is no result.</exception>
    public void Next()
    {
        _number++;
        try
        {
            (Line, Id) = (_reader.ReadLine(), null);
            Id = Line is null ? null : WrittenResults.IdOf(Encoding.UTF8.GetBytes(Line));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException or IOException)
        {
            throw new ToolException(
                $"{Place}: no result ({ShownText.OneLine(e.Message).TrimEnd('.')}). Name files that runs with --shard have written.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
