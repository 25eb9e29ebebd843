using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Input.Streams;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>A further file of lines that belong to the input's records, one each.</summary>
internal sealed class SideFile : IDisposable
{
    private readonly FileStream _file;
    private readonly InputSettings _settings;
    private LineReader? _lines;

    private SideFile(FileStream file, InputSettings settings)
    {
        _file = file;
        _settings = settings;
    }

    /// <summary>The file's name.</summary>
    public string Name => _file.Name;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public static SideFile Open(string path, InputSettings settings)
    {
        try
        {
            return new SideFile(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: false), settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"Cannot read '{path}': {e.Message}", e);
        }
    }

    /// <summary>The next line; null at the end.</summary>
    /// <exception cref="BadLineException">The line cannot be used.</exception>
    public async ValueTask<string?> NextAsync(CancellationToken cancellation)
    {
        _lines ??= await OpenAsync(cancellation).ConfigureAwait(false);
        return await _lines.NextAsync(cancellation).ConfigureAwait(false) ? _lines.Text() : null;
    }

    private async ValueTask<LineReader> OpenAsync(CancellationToken cancellation)
    {
        var raw = new HeadStream(_file);
        await raw.LookAsync(cancellation).ConfigureAwait(false);
        return new LineReader(
            await InputBytes.OpenAsync(raw, _settings.Encoding, Name, cancellation).ConfigureAwait(false), _settings.LongestRecord);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
