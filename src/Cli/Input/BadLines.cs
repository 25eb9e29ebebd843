using System.Globalization;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input;

/// <summary>Reports lines that cannot be used, by number and reason, and counts them.</summary>
/// <param name="write">Receives each message.</param>
/// <param name="notes">What the run notes of its input.</param>
internal sealed class BadLines(Action<string> write, InputNotes notes)
{
    private readonly Lock _lock = new();
    private long _count;

    /// <summary>Whether a line was reported.</summary>
    public bool AreAny => _count > 0;

    /// <summary>Reports one line.</summary>
    public void Report(long line, string reason)
    {
        lock (_lock)
        {
            _count++;
            write(string.Create(CultureInfo.InvariantCulture, $"{notes.Unit} {line}: {ShownText.OneLine(ToolHint.AddTo(reason))}"));
        }
    }

    /// <summary>Writes the notes and the totals.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        notes.Report(write);

        if (_count == 0)
        {
            return ExitCode.Done;
        }

        write(string.Create(
            CultureInfo.InvariantCulture,
            $"{_count} bad {notes.Unit}{(_count == 1 ? " was" : "s were")} skipped; the rest was processed."));
        return ExitCode.BadLines;
    }
}
