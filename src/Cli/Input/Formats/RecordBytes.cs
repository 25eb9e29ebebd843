using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Holds one record at a time as bytes in the tool's own form.</summary>
internal sealed class RecordBytes : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public RecordBytes() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The record's bytes, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Of(MappedRecord record)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        record.Write(_json);
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
