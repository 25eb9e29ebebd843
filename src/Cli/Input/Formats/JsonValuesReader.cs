using System.Text;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Input.Streams;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Streams the values of a JSON document: of its root, of the array that is its root, or of an array inside it.</summary>
/// <param name="stream">UTF-8 text.</param>
/// <param name="path">Names of the properties that lead to the array; null for values at the root.</param>
/// <param name="name">The file, for messages.</param>
/// <param name="longest">Longer values are skipped and reported.</param>
internal sealed class JsonValuesReader(Stream stream, string[]? path, string name, int longest) : IRecordReader
{
    private readonly StreamWindow _window = new(stream);
    private bool _opened;
    private bool _closed;
    private ReadOnlyMemory<byte> _value;
    private string? _failure;

    /// <inheritdoc/>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        _value = default;
        _failure = null;
        if (!_opened)
        {
            _opened = true;
            await OpenAsync(cancellation).ConfigureAwait(false);
        }

        if (_closed)
        {
            return false;
        }

        var next = await PeekAsync(cancellation).ConfigureAwait(false);
        if (path is not null)
        {
            if (next == ',' && Number > 0)
            {
                _window.Skip(1);
                next = await PeekAsync(cancellation).ConfigureAwait(false);
            }

            if (next == ']')
            {
                _window.Skip(1);
                _closed = true;
                return await RestAsync(cancellation).ConfigureAwait(false);
            }
        }

        if (next < 0)
        {
            _closed = true;
            _failure = path is null ? null : "the file ends before its array does; it is cut short";
            Number += _failure is null ? 0 : 1;
            return _failure is not null;
        }

        Number++;
        await TakeAsync(keep: true, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() => _failure is null ? _value : throw new BadLineException(_failure);

    // Moves into the array that the path leads to.
    private async ValueTask OpenAsync(CancellationToken cancellation)
    {
        foreach (var property in path ?? [])
        {
            if (!await EnterAsync('{', cancellation).ConfigureAwait(false)
                || !await FindAsync(property, cancellation).ConfigureAwait(false))
            {
                throw new ToolException(
                    $"'{name}' has no list '{string.Join('.', path!)}'. Export it with its records, or name another --format.");
            }
        }

        if (path is not null && !await EnterAsync('[', cancellation).ConfigureAwait(false))
        {
            throw new ToolException($"'{string.Join('.', path)}' in '{name}' is not an array of records. Name another --format.");
        }
    }

    private async ValueTask<bool> EnterAsync(char bracket, CancellationToken cancellation)
    {
        var isThere = await PeekAsync(cancellation).ConfigureAwait(false) == bracket;
        _window.Skip(isThere ? 1 : 0);
        return isThere;
    }

    // Moves to the value of a property of the object entered; false if it has none of that name.
    private async ValueTask<bool> FindAsync(string property, CancellationToken cancellation)
    {
        while (await PeekAsync(cancellation).ConfigureAwait(false) is var next && next is '"' or ',')
        {
            if (next == ',')
            {
                _window.Skip(1);
                continue;
            }

            await TakeAsync(keep: true, cancellation).ConfigureAwait(false);
            var found = _value.Span.SequenceEqual(Encoding.UTF8.GetBytes($"\"{property}\""));
            if (!await EnterAsync(':', cancellation).ConfigureAwait(false))
            {
                return false;
            }

            await PeekAsync(cancellation).ConfigureAwait(false);
            if (found)
            {
                return true;
            }

            await TakeAsync(keep: false, cancellation).ConfigureAwait(false);
        }

        return false;
    }

    // Takes one value; one that is too long, or not kept, leaves the buffer as it is read.
    private async ValueTask TakeAsync(bool keep, CancellationToken cancellation)
    {
        var scan = default(JsonScan);
        var length = 0;
        while (true)
        {
            var more = _window.Span[length..];
            var end = scan.Advance(more);
            if (end == 0 && length == 0)
            {
                end = 1; // a byte that starts no value
            }

            length += end >= 0 ? end : more.Length;
            if (keep && length > longest)
            {
                _failure = $"the record is longer than {longest} bytes; raise --max-line";
                keep = false;
            }

            if (end >= 0)
            {
                _value = keep ? _window.First(length) : default;
                _window.Skip(length);
                return;
            }

            if (_window.HasEnded)
            {
                // What there is of it is parsed, which names the error.
                _value = keep ? _window.First(length) : default;
                _window.Clear();
                _closed = true;
                return;
            }

            if (!keep)
            {
                _window.Skip(length);
                length = 0;
            }

            await _window.FillAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> RestAsync(CancellationToken cancellation)
    {
        if (path is not { Length: 0 } || await PeekAsync(cancellation).ConfigureAwait(false) < 0)
        {
            return false;
        }

        Number++;
        _failure = "text follows the end of the array; it is not read";
        return true;
    }

    // The next byte but white space; -1 at the end.
    private async ValueTask<int> PeekAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var text = _window.Span.IndexOfAnyExcept(" \t\r\n"u8);
            if (text >= 0)
            {
                _window.Skip(text);
                return _window.Span[0];
            }

            _window.Clear();
            if (_window.HasEnded)
            {
                return -1;
            }

            await _window.FillAsync(cancellation).ConfigureAwait(false);
        }
    }
}
