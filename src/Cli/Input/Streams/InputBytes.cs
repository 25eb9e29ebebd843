using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Accelerated.Cli.Input.Streams;

/// <summary>Makes UTF-8 of an input: decompresses it by its first bytes, and changes its encoding by its mark or by option.</summary>
internal static class InputBytes
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The encoding of a name, such as utf-16 or windows-1252.</summary>
    /// <exception cref="Metrics.OptionException">The name is unknown.</exception>
    public static Encoding EncodingOf(string name)
    {
        try
        {
            var (encoder, decoder) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return CodePagesEncodingProvider.Instance.GetEncoding(name, encoder, decoder) ?? Encoding.GetEncoding(name, encoder, decoder);
        }
        catch (ArgumentException e)
        {
            throw new Metrics.OptionException(
                "encoding", $"Invalid value '{name}' for --encoding: expected e.g. utf-8, utf-16, windows-1252 or iso-8859-15.", e);
        }
    }

    /// <summary>The text of <paramref name="raw"/> as UTF-8.</summary>
    /// <param name="raw">The input, of which some bytes were looked at.</param>
    /// <param name="encoding">Its encoding if it has no mark; null for UTF-8.</param>
    /// <param name="name">The file, for messages.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static async ValueTask<HeadStream> OpenAsync(HeadStream raw, Encoding? encoding, string name, CancellationToken cancellation)
    {
        var plain = raw;
        while (await StartsAsync(plain, cancellation, [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD]).ConfigureAwait(false) is var kind and >= 0)
        {
            if (plain != raw)
            {
                throw new DecompressionException($"'{name}' is compressed twice; decompress it once.");
            }

            plain = new HeadStream(new DecompressedStream(kind == 0 ? Gzip(raw) : new DecompressionStream(raw), raw, name));
            await plain.LookAsync(cancellation).ConfigureAwait(false);
        }

        var mark = await StartsAsync(plain, cancellation, [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]).ConfigureAwait(false);
        var actual = mark switch
        {
            0 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
            1 => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
            2 => null,
            _ => encoding is UTF8Encoding ? null : encoding,
        };
        if (mark >= 0)
        {
            plain.Skip(mark == 2 ? 3 : 2);
        }

        if (actual is null)
        {
            return plain;
        }

        var text = new HeadStream(new TranscodedStream(Encoding.CreateTranscodingStream(plain, actual, Utf8), actual, name));
        await text.LookAsync(cancellation).ConfigureAwait(false);
        return text;
    }

    // Without strict validation the platform takes a file that is cut short for a whole one.
    private static Stream Gzip(Stream compressed)
    {
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        return new GZipStream(compressed, CompressionMode.Decompress);
    }

    // The index of the mark that the stream starts with; -1 if none. Waits for more bytes only while one is still possible.
    private static async ValueTask<int> StartsAsync(HeadStream stream, CancellationToken cancellation, params byte[][] marks)
    {
        while (true)
        {
            var found = Array.FindIndex(marks, mark => stream.Head.Span.StartsWith(mark));
            if (found >= 0
                || !Array.Exists(marks, mark => mark.AsSpan().StartsWith(stream.Head.Span))
                || !await stream.LookAsync(cancellation).ConfigureAwait(false))
            {
                return found;
            }
        }
    }
}
