using System.Globalization;
using Accelerated.Cli.Output;
using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>What is worth knowing of how prompts were read and answers drawn, each said once.</summary>
/// <param name="model">What draws.</param>
/// <param name="saysTemplate">Whether to say that the model's chat template is applied to plain prompts.</param>
/// <param name="write">Receives the sentences.</param>
internal sealed class DrawNotes(OpenedModel model, bool saysTemplate, Action<string> write)
{
    private readonly Lock _lock = new();
    private bool _saidTemplate = !saysTemplate;
    private long _full;
    private long _dropped;
    private long _withheld;

    /// <summary>Takes note of a prompt, before anything is drawn for it.</summary>
    public void Add(Prompt prompt)
    {
        if (prompt.Messages is not null || model.Local is not { HasChatTemplate: true } local)
        {
            return;
        }

        lock (_lock)
        {
            if (!_saidTemplate && local.AppliesTemplate(prompt))
            {
                _saidTemplate = true;
                write(
                    $"{ShownText.Of(local.Name)} has a chat template, so prompts are put to it as a user's turn; " +
                    "--chat off leaves them as they are, --chat on says nothing.");
            }
        }
    }

    /// <summary>Takes note of what was drawn for a prompt.</summary>
    /// <param name="drawn">The candidates, or the chains of a grid.</param>
    /// <param name="dropped">Tokens dropped at the prompt's beginning where a grid was scored.</param>
    public void Add(IReadOnlyList<DrawnCandidate> drawn, int dropped = 0)
    {
        lock (_lock)
        {
            _full += drawn.Any(candidate => candidate.Finish == FinishReason.ContextFull) ? 1 : 0;
            _dropped += dropped > 0 || drawn.Any(candidate => candidate.DroppedPromptTokens > 0) ? 1 : 0;
            _withheld += drawn.Any(candidate => candidate.Finish == FinishReason.Refused) ? 1 : 0;
        }
    }

    /// <summary>Says what was counted.</summary>
    public void Finish()
    {
        const string less = "left less room in the model's context than --max-tokens; some of";
        const string full = "answers end where the context was full.";
        Say(_full, $"{less} its {full}", $"{less} their {full}");
        Say(_withheld, "has answers that the service withheld.", "have answers that the service withheld.");
        Say(_dropped, "was too long and lost its beginning.", "were too long and lost their beginning.");
    }

    private void Say(long count, string one, string many)
    {
        if (count > 0)
        {
            write(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? $"prompt {one}" : $"prompts {many}")}"));
        }
    }
}
