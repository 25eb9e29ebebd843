namespace Accelerated.Cli.Drawing;

/// <summary>A plan's model, opened on first use, because a file of candidates needs none.</summary>
/// <param name="plan">What to draw.</param>
/// <param name="notesTemplate">Whether to note that the model's chat template is applied.</param>
/// <param name="messages">Receives notes.</param>
/// <param name="cancellation">Cancels the opening.</param>
internal sealed class LazyModel(DrawPlan plan, bool notesTemplate, TextWriter messages, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly Lazy<Task<OpenedModel>> _model = new(() => plan.Model.OpenAsync(messages, cancellation));
    private readonly Lock _lock = new();
    private PromptProblem? _problems;

    /// <summary>Turns prompts into problems.</summary>
    public async Task<PromptProblem> GetAsync()
    {
        var model = await _model.Value.ConfigureAwait(false);
        lock (_lock)
        {
            return _problems ??= new PromptProblem(model, plan.For(model), new DrawNotes(model, plan, notesTemplate, messages.WriteLine));
        }
    }

    /// <summary>Writes the notes on drawing, if anything was drawn.</summary>
    public void Finish() => _problems?.Notes.Finish();

    public async ValueTask DisposeAsync()
    {
        if (_model.IsValueCreated && _model.Value.IsCompletedSuccessfully)
        {
            (await _model.Value.ConfigureAwait(false)).Dispose();
        }
    }
}
