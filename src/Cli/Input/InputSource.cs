using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>The source of lines: a file or standard input.</summary>
internal sealed class InputSource : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _owned;

    private InputSource(Stream stream, string name, bool owned)
    {
        _stream = stream;
        _owned = owned;
        Name = name;
        Length = owned && stream.CanSeek ? stream.Length : null;
        Lines = new LineReader(stream);
    }

    /// <summary>The file's name, or "standard input".</summary>
    public string Name { get; }

    /// <summary>Number of bytes, if known before reading.</summary>
    public long? Length { get; }

    /// <summary>The lines.</summary>
    public LineReader Lines { get; }

    /// <summary>Opens <paramref name="path"/>, or uses <paramref name="standard"/> if it is null or <c>-</c>.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static InputSource Open(string? path, Stream standard, CancellationToken cancellation)
    {
        if (path is null or "-")
        {
            return new InputSource(standard, "standard input", owned: false);
        }

        try
        {
            var stream = Opening.Run(
                () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: false),
                cancellation);
            return new InputSource(stream, path, owned: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"File '{path}' was not found. Check the path; '-' reads standard input.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}. Give a file, or '-' for standard input.", e);
        }
    }

    /// <summary>Fails if results would overwrite the input.</summary>
    /// <exception cref="OptionException">They are the same file.</exception>
    public void RequireOtherThan(string? output)
    {
        if (_owned && output is not (null or "" or "-") && (Path.GetFullPath(output) == Path.GetFullPath(Name) || LeadsHere(output)))
        {
            throw new OptionException("output", $"'{output}' is the input and would be overwritten. Choose another --output.");
        }
    }

    // A link leads to the input if the lengths agree and the file cannot be opened exclusively while the input is open.
    private bool LeadsHere(string output)
    {
        try
        {
            var length = (File.ResolveLinkTarget(output, returnFinalTarget: true) as FileInfo ?? new FileInfo(output)).Length;
            if (length == 0 || length != Length)
            {
                return false; // also excludes pipes and devices, which must not be opened twice
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false; // the file does not exist yet, or opening it for writing reports the error
        }

        try
        {
            using var alone = new FileStream(output, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owned)
        {
            _stream.Dispose();
        }
    }
}
