using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// A caller's logger on the thread that serves all callers, which must not end because one log entry could not be written.
/// </summary>
/// <param name="inner">The caller's.</param>
internal sealed class GuardedLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Try(() => inner.IsEnabled(logLevel));

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Try(() =>
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return true;
        });

    private static bool Try(Func<bool> log)
    {
        try
        {
            return log();
        }
        catch (Exception)
        {
            return false; // nothing else can report it
        }
    }
}
