using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Input.Streams;

namespace Accelerated.Cli.Input;

/// <summary>Reads a stream line by line, holding one line at a time.</summary>
/// <param name="stream">UTF-8 text; a byte order mark is skipped.</param>
/// <param name="longestLine">Longer lines are skipped and flagged.</param>
internal sealed class LineReader(Stream stream, int longestLine = LineReader.LongestLine) : IRecordReader
{
    /// <summary>16 MiB, unless --max-line raises it.</summary>
    public const int LongestLine = 16 << 20;

    private readonly StreamWindow _window = new(stream);

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
            var end = _window.Span[searched..].IndexOf((byte)'\n');
            if (end >= 0 || (_window.HasEnded && _window.Length > 0))
            {
                var length = end >= 0 ? searched + end : _window.Length;
                Take(length);
                _window.Skip(length + (end >= 0 ? 1 : 0));
                return true;
            }

            if (_window.HasEnded)
            {
                if (IsTooLong)
                {
                    Number++;
                    return true;
                }

                return false;
            }

            searched = _window.Length;
            if (searched > longestLine)
            {
                IsTooLong = true; // drop the part read so far; the rest is dropped as it arrives
                _window.Clear();
                searched = 0;
            }

            await _window.FillAsync(cancellation).ConfigureAwait(false);
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

        var line = _window.First(length);
        if (Number == 1 && line.Span.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        Line = line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
