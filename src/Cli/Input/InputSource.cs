using Accelerated.Cli.Input.Formats;
using Accelerated.Cli.Input.Formats.Tables;
using Accelerated.Cli.Input.Formats.Text;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Input.Streams;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input;

/// <summary>The source of records: a file or standard input, in a format that is told when the first record is read.</summary>
internal sealed class InputSource : IRecordReader, IDisposable
{
    private readonly Stream _stream;
    private readonly bool _owned;
    private readonly HeadStream _raw;
    private readonly InputSettings _settings;
    private readonly IReadOnlyList<string> _references;
    private readonly Action<string> _write;
    private HeadStream? _text;
    private IRecordReader? _records;

    private InputSource(Stream stream, string? path, InputSettings settings, IReadOnlyList<string> references, ToolStreams streams)
    {
        _stream = stream;
        _owned = path is not null;
        _raw = new HeadStream(stream);
        _settings = settings;
        _references = references;
        _write = streams.Notes.WriteLine;
        Notes = new InputNotes { IsQuiet = streams.IsQuiet };
        Path = path;
        Name = path ?? "standard input";
        Length = _owned && stream.CanSeek ? stream.Length : null;
    }

    /// <summary>The file's path; null for standard input.</summary>
    public string? Path { get; }

    /// <summary>The file's name, or "standard input".</summary>
    public string Name { get; }

    /// <summary>Number of bytes, if known before reading.</summary>
    public long? Length { get; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead => _raw.BytesRead;

    /// <summary>What the run notes of the input.</summary>
    public InputNotes Notes { get; }

    /// <inheritdoc/>
    public long Number => _records?.Number ?? 0;

    /// <summary>Opens <paramref name="path"/>, or uses standard input if it is null or <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="streams">The tool's streams; what the input is, if not the tool's own lines, is written to the error stream.</param>
    /// <param name="settings">How the input is to be read.</param>
    /// <param name="cancellation">Cancels the opening.</param>
    /// <param name="references">Files with references for each line of a plain text; none otherwise.</param>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static InputSource Open(
        string? path, ToolStreams streams, InputSettings settings, CancellationToken cancellation, params IReadOnlyList<string> references)
    {
        if (path is null or "-")
        {
            return new InputSource(streams.Input, null, settings, references, streams);
        }

        try
        {
            var stream = Opening.Run(
                () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: false),
                cancellation);
            return new InputSource(stream, path, settings, references, streams);
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

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        _records ??= await DetectAsync(cancellation).ConfigureAwait(false);
        return await _records.NextAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() => _records!.Content();

    /// <inheritdoc/>
    public void Dispose()
    {
        (_records as IDisposable)?.Dispose();
        if (_text != _raw)
        {
            _text?.Dispose();
        }

        if (_owned)
        {
            _stream.Dispose();
        }
    }

    private async ValueTask<IRecordReader> DetectAsync(CancellationToken cancellation)
    {
        await _raw.LookAsync(cancellation).ConfigureAwait(false);
        if (_raw.Head.Span.StartsWith(ParquetFormat.Mark))
        {
            Say(InputFormats.Parquet.Name);
            Notes.Unit = "row";
            return _owned && _stream.CanSeek
                ? new TableReader(new ParquetTable(_stream, Name), Name, _settings, Notes)
                : throw new ToolException(
                    $"A Parquet file is not read from start to end, and {Name} allows nothing else. Give the file's path.");
        }

        _text = await InputBytes.OpenAsync(_raw, _settings.Encoding, Name, cancellation).ConfigureAwait(false);
        if (_references.Count > 0)
        {
            Say(InputFormats.Parallel.Name);
            return new ParallelReader(
                new LineReader(_text, _settings.LongestRecord), Name, [.. _references.Select(path => SideFile.Open(path, _settings))]);
        }

        var detection = new Detection(_text, Name, _settings, Notes);
        var records = await detection.OpenAsync(cancellation).ConfigureAwait(false);
        if (detection.Found is { } found)
        {
            Say(found);
        }

        return records;
    }

    private void Say(string format) => _write(ShownText.OneLine($"Reading {format} from {Name}."));
}
