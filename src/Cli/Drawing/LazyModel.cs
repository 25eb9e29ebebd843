using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>The plan's model, opened when it is first needed.</summary>
internal sealed class LazyModel : IAsyncDisposable
{
    private readonly Lazy<Task<(ICandidateSource Source, PromptProblem Problems)>> _model;

    public LazyModel(DrawPlan plan, CancellationToken cancellation) => _model = new(async () =>
    {
        var (source, scorer) = await plan.Model.OpenAsync(cancellation).ConfigureAwait(false);
        return (source, new PromptProblem(source, scorer, plan));
    });

    /// <summary>What turns prompts into problems.</summary>
    public async Task<PromptProblem> GetAsync() => (await _model.Value.ConfigureAwait(false)).Problems;

    public async ValueTask DisposeAsync()
    {
        if (_model.IsValueCreated && _model.Value.IsCompletedSuccessfully)
        {
            (await _model.Value.ConfigureAwait(false)).Source.Dispose();
        }
    }
}
