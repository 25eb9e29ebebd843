using System.Globalization;
using System.Text.Json;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Resuming;

/// <summary>The results that a run with <c>--shard</c> has written.</summary>
internal sealed class ShardResults : IDisposable
{
    private readonly FileStream _file;

    private ShardResults(string path, FileStream file) => (Path, _file) = (path, file);

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public static ShardResults Open(string path)
    {
        try
        {
            return FileIdentity.IsSpecial(path)
                ? throw new ToolException($"Cannot read '{path}': it is no regular file. Write it to one first.")
                : new ShardResults(
                    path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}. Name files that runs with --shard have written.", e);
        }
    }

    /// <summary>Where each result stands.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ToolException">It cannot be read, ends in mid-line, or has a line that is no result.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<(string Id, ResultPlace Place)> Places(CancellationToken cancellation)
    {
        var whole = 0L;
        foreach (var (number, start, line) in WrittenResults.Lines(_file, cancellation))
        {
            whole = start + line.Length + 1;
            yield return (IdOf(number, line), new ResultPlace(this, number, start, line.Length + 1));
        }

        if (whole < _file.Length)
        {
            throw new ToolException($"'{Path}' ends in mid-line. Finish its run with --resume first.");
        }
    }

    /// <summary>Reads a result with the end of its line.</summary>
    /// <exception cref="ToolException">The file cannot be read, or was cut meanwhile.</exception>
    public byte[] Read(ResultPlace place)
    {
        try
        {
            var line = new byte[place.Length];
            _file.Seek(place.Start, SeekOrigin.Begin);
            _file.ReadExactly(line);
            return line;
        }
        catch (IOException e)
        {
            throw new ToolException($"Cannot read '{Path}': {Opening.Reason(Path, e)}. Merge when its run has ended.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private string IdOf(long number, byte[] line)
    {
        try
        {
            return WrittenResults.IdOf(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ToolException(
                string.Create(
                    CultureInfo.InvariantCulture, $"'{Path}', line {number}: no result ({ShownText.OneLine(e.Message).TrimEnd('.')}). ")
                + "Name files that runs with --shard have written, as they were written.",
                e);
        }
    }
}
