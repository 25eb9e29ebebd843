namespace Accelerated.Cli.Input.Streams;

/// <summary>The part of a stream that was read and not yet taken.</summary>
/// <param name="stream">The stream.</param>
internal sealed class StreamWindow(Stream stream)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>Whether the stream has no more bytes.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Number of bytes in it.</summary>
    public int Length => _end - _start;

    /// <summary>The bytes, valid until more are read.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The first bytes, valid until more are read.</summary>
    public ReadOnlyMemory<byte> First(int count) => _buffer.AsMemory(_start, count);

    /// <summary>Takes the first bytes off.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Takes all bytes off.</summary>
    public void Clear() => _start = _end;

    /// <summary>Reads more bytes, and grows as far as those that are not taken need.</summary>
    public async ValueTask FillAsync(CancellationToken cancellation)
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
        HasEnded = read == 0;
    }
}
