using System.Buffers;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Output;
using Accelerated.Inference.Recording;
using Accelerated.Metrics;

namespace Accelerated.Cli.Recording;

/// <summary>The file that decisions are recorded in, one a line.</summary>
internal sealed class RecordTarget : IAsyncDisposable
{
    private readonly OutputTarget _target;
    private readonly JsonLines _lines;

    private RecordTarget(OutputTarget target) => (_target, _lines) = (target, new JsonLines(target));

    /// <summary>The option that names the file.</summary>
    public static Option<string?> Option() => CommonOptions.Optional(
        "--record", "FILE", "File for decision records, which 'accelerated replay' and 'accelerated explain' read.");

    /// <summary>Opens the file; null where none is named.</summary>
    /// <exception cref="OptionException">The metric cannot be recorded.</exception>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static RecordTarget? Open(
        ParseResult parsed,
        Option<string?> option,
        Metric metric,
        ToolStreams streams,
        OutputGuard guard,
        string? output,
        CancellationToken cancellation)
    {
        if (parsed.GetValue(option) is not { } file)
        {
            return null;
        }

        if (metric is RecordMetric)
        {
            throw new OptionException(
                "record",
                $"--record cannot be used with --metric {metric.Info.Name}: a decision record does not hold its schema. Leave one of them "
                + "out.");
        }

        return new RecordTarget(OutputTarget.Open(
            file, streams.Output, guard.Add("file of results", output), cancellation, "--record"));
    }

    /// <summary>A decision as it is written, on one line.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = DecisionRecord.NewWriter(buffer))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The SHA-256 of a model's file in hexadecimal digits.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Cannot read '{path}' for its hash: {Opening.Reason(path, e)}. Leave --record out.", e);
        }
    }

    /// <summary>Writes a record.</summary>
    public void Write(DecisionRecord record) => _lines.WriteLine(record.ToJson());

    /// <summary>Writes what is buffered.</summary>
    public ValueTask FlushAsync() => _lines.FlushAsync();

    /// <summary>Ends a run that went well.</summary>
    public async ValueTask EndAsync()
    {
        await _lines.FlushAsync().ConfigureAwait(false);
        _target.End();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lines.FlushAsync().ConfigureAwait(false);
        _lines.Dispose();
        await _target.DisposeAsync().ConfigureAwait(false);
    }
}
