using System.Text;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>
/// The target of results: standard output or a file. A file keeps what it has until the first result is written, or the run ends well
/// without any. Errors distinguish a full disk from a closed pipe.
/// </summary>
internal sealed class OutputTarget : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly string? _path;
    private readonly string _option;
    private readonly bool _isNew;
    private bool _isEmptied;

    private readonly Action? _replaced;

    private OutputTarget(Stream stream, string? path, string option, bool isNew = false, Action? replaced = null)
    {
        _isNew = isNew;
        _replaced = replaced;
        _stream = stream;
        _path = path;
        _option = option;
    }

    /// <summary>Whether results go to a file that an option names.</summary>
    public bool IsFile => _path is not null;

    /// <summary>Opens <paramref name="path"/>, or uses <paramref name="standard"/> if it is null or <c>-</c>.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="standard">Standard output.</param>
    /// <param name="guard">What must not be overwritten.</param>
    /// <param name="cancellation">Cancels opening, which may block on a pipe.</param>
    /// <param name="option">The option that gave the path, for messages.</param>
    /// <param name="kept">How many bytes of the file stay, to which results are added; null to replace it.</param>
    /// <param name="replaced">Called right before the first result replaces what the file had.</param>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    /// <exception cref="OptionException">The file is one that is read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static OutputTarget Open(
        string? path,
        Stream standard,
        OutputGuard guard,
        CancellationToken cancellation,
        string option = "--output",
        long? kept = null,
        Action? replaced = null)
    {
        if (path is null or "-")
        {
            return new OutputTarget(standard, null, option);
        }

        try
        {
            // Opened as it is and emptied later, so that what is compared is what would be lost.
            var isNew = !Path.Exists(path);
            var stream = Opening.Run(
                () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0), cancellation);
            try
            {
                guard.Require(option, path, stream.SafeFileHandle);
                if (kept is { } length)
                {
                    stream.SetLength(length);
                    stream.Seek(0, SeekOrigin.End);
                }
            }
            catch
            {
                stream.Dispose();
                if (isNew)
                {
                    File.Delete(path);
                }

                throw;
            }

            return new OutputTarget(stream, path, option, isNew, replaced) { _isEmptied = kept is not null };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException
            || (e is ArgumentException and not OptionException))
        {
            throw new ToolException($"Cannot write '{path}': {Opening.Reason(path, e)}. Choose another {option}.", e);
        }
    }

    /// <summary>Writes a whole number of lines.</summary>
    /// <exception cref="BrokenPipeException">The reader of standard output has closed it.</exception>
    /// <exception cref="ToolException">The output cannot be written.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines)
    {
        try
        {
            Empty();

            // Computed results are written even after cancellation.
            await _stream.WriteAsync(lines, CancellationToken.None).ConfigureAwait(false);
            await _stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failure(e);
        }
    }

    /// <inheritdoc cref="WriteAsync(ReadOnlyMemory{byte})"/>
    public ValueTask WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Ends a run that went well: a file to which nothing was written is empty then.</summary>
    /// <exception cref="ToolException">The output cannot be written.</exception>
    public void End()
    {
        try
        {
            Empty();
        }
        catch (IOException e)
        {
            throw Failure(e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_path is null)
        {
            return;
        }

        await _stream.DisposeAsync().ConfigureAwait(false);
        if (_isNew && !_isEmptied)
        {
            File.Delete(_path); // of a run that failed before it had a result
        }
    }

    private void Empty()
    {
        if (!_isEmptied && IsFile)
        {
            _replaced?.Invoke();
            if (_stream.CanSeek && _stream.Length > 0)
            {
                _stream.SetLength(0);
            }
        }

        _isEmptied = true;
    }

    private Exception Failure(IOException e) => _path is null
        ? BrokenPipeException.Is(e) ? new BrokenPipeException(e) : new ToolException($"Cannot write to standard output: {e.Message}", e)
        : new ToolException(
            $"Cannot write '{_path}': {e.Message.TrimEnd('.')}. What was already written is kept; "
            + $"free some space or choose another {_option}.", e);
}
