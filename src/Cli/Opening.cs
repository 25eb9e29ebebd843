namespace Accelerated.Cli;

/// <summary>Opens files that may be pipes: opening one waits for its other end, which may never come.</summary>
internal static class Opening
{
    /// <summary>
    /// Runs <paramref name="open"/> on a thread that is left behind where the caller gives up; the process ends without it.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FileStream Run(Func<FileStream> open, CancellationToken cancellation) =>
        Task.Factory.StartNew(open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellation).GetAwaiter().GetResult();
}
