using Accelerated.Cli.Output;

namespace Accelerated.Cli.Resuming;

/// <summary>The output of a run, and what of its file is still to be done.</summary>
/// <param name="Output">The output.</param>
/// <param name="Portion">What is to be done.</param>
/// <param name="File">Says what run it is, and keeps others from the output; null where nothing goes on with it.</param>
internal sealed record ResumedRun(OutputTarget Output, Portion Portion, RunFile? File) : IAsyncDisposable
{
    /// <summary>Ends a run that went well: a shard without a result is a file without lines.</summary>
    public void End()
    {
        if (Portion.IsShard)
        {
            Output.End();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Output.DisposeAsync().ConfigureAwait(false);
        File?.Dispose();
    }
}
