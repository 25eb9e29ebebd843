using System.Globalization;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input;

/// <summary>Reports lines that cannot be used, by number and reason, and counts them.</summary>
/// <param name="write">Receives each message.</param>
internal sealed class BadLines(Action<string> write)
{
    private readonly Lock _lock = new();
    private long _count;

    /// <summary>Reports one line.</summary>
    public void Report(long line, string reason)
    {
        lock (_lock)
        {
            _count++;
            write(string.Create(CultureInfo.InvariantCulture, $"line {line}: {ShownText.OneLine(ToolHint.AddTo(reason))}"));
        }
    }

    /// <summary>Writes the totals.</summary>
    /// <param name="replaced">Lone surrogates replaced in the input.</param>
    /// <returns>The exit code.</returns>
    public int Finish(long replaced)
    {
        if (replaced > 0)
        {
            write(string.Create(
                CultureInfo.InvariantCulture,
                $"{replaced} lone {(replaced == 1 ? "surrogate was" : "surrogates were")} replaced by U+FFFD."));
        }

        if (_count == 0)
        {
            return ExitCode.Done;
        }

        write(string.Create(
            CultureInfo.InvariantCulture, $"{_count} bad {(_count == 1 ? "line was" : "lines were")} skipped; the rest was processed."));
        return ExitCode.BadLines;
    }
}
