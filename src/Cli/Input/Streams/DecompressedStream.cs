using System.Globalization;
using ZstdSharp;

namespace Accelerated.Cli.Input.Streams;

/// <summary>Decompressed bytes, limited in number and in ratio to the compressed ones, so that a small file cannot run for ever.</summary>
/// <param name="decompressing">Decompresses <paramref name="compressed"/>.</param>
/// <param name="compressed">Counts what is read of the file.</param>
/// <param name="name">The file, for messages.</param>
internal sealed class DecompressedStream(Stream decompressing, HeadStream compressed, string name) : ReadingStream
{
    /// <summary>Largest ratio of the two lengths beyond <see cref="FreeBytes"/>.</summary>
    public const int MostRatio = 100;

    /// <summary>Bytes up to which any ratio is allowed: 16 MiB.</summary>
    public const long FreeBytes = 16 << 20;

    /// <summary>Most bytes in all: 1 TiB.</summary>
    public const long MostBytes = 1L << 40;

    private long _bytes;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Counted(await decompressing.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Counted(decompressing.Read(buffer));
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decompressing.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        _bytes += read;
        return _bytes <= MostBytes && (_bytes <= FreeBytes || _bytes / MostRatio <= compressed.BytesRead)
            ? read
            : throw new DecompressionException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{name}' has {compressed.BytesRead} compressed bytes and more than {_bytes - read} decompressed ones; "
                + $"the limit is {MostRatio} to 1 beyond {FreeBytes} bytes, and {MostBytes} bytes. "
                + $"Decompress it yourself if you trust it."));
    }

    private DecompressionException Damaged(Exception e) =>
        new($"'{name}' is damaged or cut short: {e.Message.TrimEnd('.')}. Records before the damage were read.", e);
}
