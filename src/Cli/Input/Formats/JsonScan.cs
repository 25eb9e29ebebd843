using System.Buffers;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Finds where a JSON value ends, however its bytes are cut, without checking it.</summary>
internal struct JsonScan
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(" \t\r\n,]}"u8);

    private int _depth;
    private bool _started;
    private bool _inString;
    private bool _isScalar;
    private bool _escaped;

    /// <summary>Continues with more bytes, the first of which starts the value in the first call.</summary>
    /// <returns>The offset after the value's last byte; -1 if it does not end here.</returns>
    public int Advance(ReadOnlySpan<byte> bytes)
    {
        if (!_started && !bytes.IsEmpty)
        {
            _started = true;
            _isScalar = bytes[0] is not ((byte)'{' or (byte)'[' or (byte)'"');
        }

        if (_isScalar)
        {
            return bytes.IndexOfAny(ScalarEnds);
        }

        for (var i = 0; i < bytes.Length;)
        {
            if (_inString)
            {
                i = AfterString(bytes, i);
                if (i < 0)
                {
                    return -1;
                }
            }
            else
            {
                var next = bytes[i..].IndexOfAny(Marks);
                if (next < 0)
                {
                    return -1;
                }

                i += next + 1;
                var mark = bytes[i - 1];
                _inString = mark == '"';
                _depth += mark is (byte)'{' or (byte)'[' ? 1 : _inString ? 0 : -1;
                if (_inString)
                {
                    continue;
                }
            }

            if (_depth <= 0 && !_inString)
            {
                return i;
            }
        }

        return -1;
    }

    // The offset after the string's end; -1 if it does not end here.
    private int AfterString(ReadOnlySpan<byte> bytes, int from)
    {
        while (from < bytes.Length)
        {
            if (_escaped)
            {
                _escaped = false;
                from++;
                continue;
            }

            var next = bytes[from..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            from += next + 1;
            if (bytes[from - 1] == '"')
            {
                _inString = false;
                return from;
            }

            _escaped = true;
        }

        return -1;
    }
}
