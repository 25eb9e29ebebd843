using Microsoft.Extensions.Logging;

namespace Accelerated.Cli.Services;

/// <summary>Writes what the library says of a service, each a line, to where messages go.</summary>
internal sealed class NoticeLogger(TextWriter messages) : ILogger
{
    private readonly Lock _lock = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lock (_lock)
            {
                messages.WriteLine(formatter(state, exception) + ".");
            }
        }
    }
}
