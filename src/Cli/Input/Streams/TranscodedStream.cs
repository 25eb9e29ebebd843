using System.Text;

namespace Accelerated.Cli.Input.Streams;

/// <summary>Text in another encoding as UTF-8; bytes that the encoding does not have are an error.</summary>
internal sealed class TranscodedStream(Stream transcoding, Encoding encoding, string name) : ReadingStream
{
    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await transcoding.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw Invalid(e);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return transcoding.Read(buffer);
        }
        catch (ArgumentException e)
        {
            throw Invalid(e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            transcoding.Dispose();
        }

        base.Dispose(disposing);
    }

    private ToolException Invalid(ArgumentException e) =>
        new($"'{name}' has bytes that are not {encoding.WebName}. Name its encoding with --encoding, or save it as UTF-8.", e);
}
