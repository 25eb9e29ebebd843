namespace Accelerated.Cli.Input.Streams;

/// <summary>A stream whose first bytes can be looked at before they are read, so that its kind can be told even from a pipe.</summary>
internal sealed class HeadStream(Stream inner) : ReadingStream
{
    private const int Block = 1 << 16;

    private byte[] _head = [];
    private int _count;
    private int _taken;

    /// <summary>The bytes looked at so far and not skipped.</summary>
    public ReadOnlyMemory<byte> Head => _head.AsMemory(_taken, _count - _taken);

    /// <summary>Whether <see cref="Head"/> is the whole stream.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Number of bytes read from the stream below.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Looks at more bytes; false at the end.</summary>
    public async ValueTask<bool> LookAsync(CancellationToken cancellation)
    {
        if (IsWhole)
        {
            return false;
        }

        if (_head.Length - _count < Block)
        {
            Array.Resize(ref _head, Math.Max(Block, (int)Math.Min(2L * _head.Length, Array.MaxLength)));
        }

        // Reading from a terminal cannot be interrupted, so cancellation abandons it.
        var read = await inner.ReadAsync(_head.AsMemory(_count), cancellation).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
        _count += read;
        BytesRead += read;
        IsWhole = read == 0;
        return read > 0;
    }

    /// <summary>Skips bytes that were looked at.</summary>
    public void Skip(int count) => _taken += count;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var taken = TakeHead(buffer.Span);
        return taken > 0 ? new ValueTask<int>(taken) : RestAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var taken = TakeHead(buffer);
        if (taken > 0 || IsWhole)
        {
            return taken;
        }

        var read = inner.Read(buffer);
        BytesRead += read;
        return read;
    }

    private async ValueTask<int> RestAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (IsWhole)
        {
            return 0;
        }

        var read = await inner.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        BytesRead += read;
        return read;
    }

    private int TakeHead(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, _count - _taken);
        if (length <= 0)
        {
            return 0;
        }

        _head.AsSpan(_taken, length).CopyTo(buffer);
        _taken += length;
        if (_taken == _count)
        {
            _head = []; // it may be as long as a line
            _count = _taken = 0;
        }

        return length;
    }
}
