using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Accelerated.Cli.Input;
using Accelerated.Inference;

namespace Accelerated.Cli.Output;

/// <summary>Buffers results as lines of JSON, and writes them a block at a time.</summary>
internal sealed class JsonLines : IDisposable
{
    private const int BlockBytes = 1 << 16;
    private const int FlushDelay = 10; // milliseconds: long compared with a write, short for a waiting reader

    private readonly OutputTarget _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(BlockBytes);
    private readonly ArrayBufferWriter<byte> _line;
    private readonly ResultTable? _table;
    private bool _hasLines;

    /// <summary>Starts without lines.</summary>
    /// <param name="output">The target.</param>
    /// <param name="table">Makes rows of the lines; null to write the lines themselves.</param>
    public JsonLines(OutputTarget output, ResultTable? table = null)
    {
        _output = output;
        _table = table;
        _line = table is null ? _buffer : new ArrayBufferWriter<byte>();
        Json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes the current line's object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>A number in its shortest round-trip form; null if it is not finite, which JSON cannot express.</summary>
    public void Number(string name, double value) => Json.Number(name, value);

    /// <summary>Buffers a line of plain text.</summary>
    public void WriteLine(string text)
    {
        _hasLines = true;
        _buffer.Write(ToolStreams.Encoding.GetBytes(text + "\n"));
    }

    /// <summary>Ends the current line.</summary>
    public void EndLine()
    {
        _hasLines = true;
        Json.Flush();
        Json.Reset();
        if (_table is null)
        {
            _buffer.Write("\n"u8);
            return;
        }

        _table.Add(_line.WrittenSpan, _buffer);
        _line.ResetWrittenCount();
    }

    /// <summary>
    /// Writes the lines of items as they arrive: by blocks if they arrive fast, otherwise at once, so that a reader need not wait.
    /// Buffered lines are also written if the items end with an error.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="write">Buffers the lines of one item.</param>
    public async Task WriteAllAsync<T>(IAsyncEnumerable<T> items, Action<T> write)
    {
        using var stop = new CancellationTokenSource();
        var each = items.GetAsyncEnumerator(stop.Token);
        await using (each.ConfigureAwait(false))
        {
            try
            {
                while (await NextAsync(each, stop).ConfigureAwait(false))
                {
                    write(each.Current);
                    await FlushIfFullAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                await FlushAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes what is buffered and what ends the output; a file stays as it was where bad lines left nothing to write.</summary>
    public async ValueTask EndAsync(BadLines bad)
    {
        await FlushAsync().ConfigureAwait(false);
        if (!_hasLines && bad.AreAny && _output.IsFile)
        {
            return;
        }

        if (_table is not null)
        {
            await _output.WriteAsync(await _table.EndAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }

        _output.End();
    }

    /// <summary>Writes the buffered lines if they fill a block.</summary>
    public ValueTask FlushIfFullAsync() => _buffer.WrittenCount < BlockBytes ? default : FlushAsync();

    /// <summary>Writes the buffered lines.</summary>
    public async ValueTask FlushAsync()
    {
        if (_buffer.WrittenCount == 0)
        {
            return;
        }

        var lines = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount(); // a failed write is not repeated
        await _output.WriteAsync(lines).ConfigureAwait(false);
    }

    private async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> each, CancellationTokenSource stop)
    {
        var next = each.MoveNextAsync();
        if (next.IsCompleted || _buffer.WrittenCount == 0)
        {
            return await next.ConfigureAwait(false);
        }

        var moving = next.AsTask();
        if (await Task.WhenAny(moving, Task.Delay(FlushDelay)).ConfigureAwait(false) != moving)
        {
            try
            {
                await FlushAsync().ConfigureAwait(false);
            }
            catch
            {
                // Items that are still on their way cannot be left.
                await stop.CancelAsync().ConfigureAwait(false);
                await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        return await moving.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();
}
