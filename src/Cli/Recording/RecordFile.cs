using System.Runtime.CompilerServices;
using System.Text;
using Accelerated.Cli.Input;
using Accelerated.Inference.Recording;

namespace Accelerated.Cli.Recording;

/// <summary>Reads decision records line by line; bad lines are reported and skipped.</summary>
internal static class RecordFile
{
    /// <summary>Opens a file, or standard input.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public static Stream Open(string? path, ToolStreams streams, CancellationToken cancellation)
    {
        if (path is null or "-")
        {
            return streams.Input;
        }

        try
        {
            return Opening.Run(() => File.OpenRead(path), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}. Give a file, or '-' for standard input.", e);
        }
    }

    /// <summary>The records in order, with the numbers of their lines.</summary>
    public static async IAsyncEnumerable<(long Number, DecisionRecord Record)> ReadAsync(
        Stream stream, BadLines bad, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = new LineReader(stream, int.MaxValue);
        while (await lines.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (Parse(lines, bad) is { } record)
            {
                yield return (lines.Number, record);
            }
        }
    }

    private static DecisionRecord? Parse(LineReader lines, BadLines bad)
    {
        try
        {
            return lines.Content() is { } content ? DecisionRecord.Parse(Encoding.UTF8.GetString(content.Span)) : null;
        }
        catch (Exception e) when (e is RecordException or BadLineException)
        {
            bad.Report(lines.Number, e.Message);
            return null;
        }
    }
}
