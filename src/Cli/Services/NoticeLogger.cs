using Microsoft.Extensions.Logging;

namespace Accelerated.Cli.Services;

/// <summary>Writes the library's log entries about a service as messages, one per line.</summary>
internal sealed class NoticeLogger(Action<string> write) : ILogger
{
    private readonly Lock _lock = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lock (_lock)
            {
                write(formatter(state, exception) + ".");
            }
        }
    }
}
