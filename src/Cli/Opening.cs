namespace Accelerated.Cli;

/// <summary>Opens files that may be pipes, which block until their other end is opened.</summary>
internal static class Opening
{
    /// <summary>Runs <paramref name="open"/> on a background thread, which is abandoned on cancellation.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FileStream Run(Func<FileStream> open, CancellationToken cancellation) =>
        Task.Factory.StartNew(open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(cancellation).GetAwaiter().GetResult();

    /// <summary>The reason that a file or folder cannot be opened, without a full stop.</summary>
    public static string Reason(string path, Exception error) =>
        error is ArgumentException ? "the name is not valid"
        : Directory.Exists(path) ? "it is a folder"
        : error.Message.TrimEnd('.');
}
