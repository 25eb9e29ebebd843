using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accelerated.Cli.Output;

/// <summary>Results as lines of JSON, gathered and written a block at a time.</summary>
internal sealed class JsonLines : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly OutputTarget _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(BlockBytes);

    public JsonLines(OutputTarget output)
    {
        _output = output;
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes the current line's object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>A number in its shortest form that reads back the same; null for one that is not finite, which JSON cannot say.</summary>
    public void Number(string name, double value)
    {
        if (double.IsFinite(value))
        {
            Json.WriteNumber(name, value);
        }
        else
        {
            Json.WriteNull(name);
        }
    }

    /// <summary>Ends the current line.</summary>
    public void EndLine()
    {
        Json.Flush();
        Json.Reset();
        _buffer.Write("\n"u8);
    }

    /// <summary>Writes what is gathered where it is much.</summary>
    public ValueTask FlushIfFullAsync() => _buffer.WrittenCount < BlockBytes ? default : FlushAsync();

    /// <summary>Writes what is gathered.</summary>
    public async ValueTask FlushAsync()
    {
        if (_buffer.WrittenCount == 0)
        {
            return;
        }

        var lines = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount(); // what cannot be written once is not tried again
        await _output.WriteAsync(lines).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();
}
