using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accelerated.Cli.Output;

/// <summary>Results as lines of JSON, gathered and written a block at a time.</summary>
internal sealed class JsonLines : IDisposable
{
    private const int BlockBytes = 1 << 16;
    private const int Patience = 10; // milliseconds: long beside a write, short for whoever waits

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

    /// <summary>
    /// Writes the lines of items as they come: a block at a time where they come fast, and what is gathered where the next one lets wait, so
    /// that whoever reads gets an answer at once. What was gathered is written too where the items end with an error.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="write">Gathers the lines of one.</param>
    public async Task WriteAllAsync<T>(IAsyncEnumerable<T> items, Action<T> write)
    {
        var each = items.GetAsyncEnumerator();
        await using (each.ConfigureAwait(false))
        {
            try
            {
                while (await NextAsync(each).ConfigureAwait(false))
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

    private async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> each)
    {
        var next = each.MoveNextAsync();
        if (next.IsCompleted || _buffer.WrittenCount == 0)
        {
            return await next.ConfigureAwait(false);
        }

        var moving = next.AsTask();
        if (await Task.WhenAny(moving, Task.Delay(Patience)).ConfigureAwait(false) != moving)
        {
            await FlushAsync().ConfigureAwait(false);
        }

        return await moving.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();
}
