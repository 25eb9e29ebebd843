using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input;

/// <summary>Reads a stream line by line, holding one line at a time.</summary>
/// <param name="stream">UTF-8 text; a byte order mark is skipped.</param>
/// <param name="longestLine">Longer lines are skipped and flagged.</param>
internal sealed class LineReader(Stream stream, int longestLine = LineReader.LongestLine) : IRecordReader
{
    /// <summary>16 MiB, unless --max-line raises it.</summary>
    public const int LongestLine = 16 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its line break; valid until the next one is read. Empty if <see cref="IsTooLong"/>.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the current line exceeds the limit.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Moves to the next line; false at the end.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        Line = default;
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0 || (_ended && _end > _start))
            {
                var length = end >= 0 ? searched + end : _end - _start;
                Take(length);
                _start += length + (end >= 0 ? 1 : 0);
                return true;
            }

            if (_ended)
            {
                if (IsTooLong)
                {
                    Number++;
                    return true;
                }

                return false;
            }

            searched = _end - _start;
            if (searched > longestLine)
            {
                IsTooLong = true; // drop the part read so far; the rest is dropped as it arrives
                _start = _end;
                searched = 0;
            }

            await FillAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The current line; null if it is blank.</summary>
    /// <exception cref="BadLineException">The line exceeds the limit.</exception>
    public ReadOnlyMemory<byte>? Content()
    {
        if (IsTooLong)
        {
            throw new BadLineException($"the line is longer than {longestLine} bytes; split it, or raise --max-line");
        }

        return Line.Span.IndexOfAnyExcept(" \t"u8) < 0 ? default(ReadOnlyMemory<byte>?) : Line;
    }

    private void Take(int length)
    {
        Number++;
        IsTooLong |= length > longestLine;
        if (IsTooLong)
        {
            return;
        }

        var line = _buffer.AsMemory(_start, length);
        if (Number == 1 && line.Span.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        Line = line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        }

        // Reading from a terminal cannot be interrupted, so cancellation abandons it.
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
        _end += read;
        _ended = read == 0;
    }
}
