using Accelerated.Cli.Output;

namespace Accelerated.Cli.Resuming;

/// <summary>The output of a run, and what of its file is still to be done.</summary>
/// <param name="Output">The output.</param>
/// <param name="Portion">What is to be done.</param>
/// <param name="Run">Keeps others from the output; null where the run cannot be resumed.</param>
/// <param name="Done">How many results there are already.</param>
internal sealed record ResumedRun(OutputTarget Output, Portion Portion, RunFile? Run, long Done) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Output.DisposeAsync().ConfigureAwait(false);
        Run?.Dispose();
    }
}
