using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Accelerated.Service;

/// <summary>Writes log entries as lines; what could move a terminal's cursor, or reorder or hide text, is written as an escape.</summary>
/// <param name="writer">Receives the lines.</param>
/// <param name="least">The lowest level that is written.</param>
internal sealed class LineLogger(TextWriter writer, LogLevel least) : ILoggerProvider, ILogger
{
    private const int Longest = 2000; // characters of a line

    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        // Messages of exceptions may quote texts of models and callers.
        var cause = exception is null ? "" : $" ({exception.GetType().Name})";
        var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var line = $"{time} {Level(logLevel)} {Escape(formatter(state, exception))}{cause}";
        lock (_lock)
        {
            writer.WriteLine(line);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>A text on one line, cut, with escapes for all but visible characters.</summary>
    public static string Escape(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return shown.Append('…').ToString();
            }

            _ = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}")
                : shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
