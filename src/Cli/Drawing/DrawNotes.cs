using System.Globalization;
using Accelerated.Cli.Output;
using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>Collects notes on how prompts were read and answers drawn, and writes each once.</summary>
/// <param name="model">The model that draws.</param>
/// <param name="plan">What it draws.</param>
/// <param name="notesTemplate">Whether to note that the model's chat template is applied to plain prompts.</param>
/// <param name="write">Receives the notes.</param>
internal sealed class DrawNotes(OpenedModel model, DrawPlan plan, bool notesTemplate, Action<string> write)
{
    private readonly Lock _lock = new();
    private bool _notedTemplate = !notesTemplate;
    private long _greedy;
    private long _full;
    private long _dropped;
    private long _withheld;

    /// <summary>Records a prompt, before anything is drawn for it.</summary>
    public void Add(Prompt prompt)
    {
        if (prompt.Messages is not null || model.Local is not { HasChatTemplate: true } local)
        {
            return;
        }

        lock (_lock)
        {
            if (!_notedTemplate && local.AppliesTemplate(prompt))
            {
                _notedTemplate = true;
                write(
                    $"{ShownText.Of(local.Name)} has a chat template, so each prompt is sent as a user message; " +
                    "--chat off sends prompts unchanged, --chat on hides this note.");
            }
        }
    }

    /// <summary>Records what was drawn for a prompt.</summary>
    /// <param name="drawn">The candidates, or the chains of a grid.</param>
    /// <param name="dropped">Tokens dropped from the prompt's beginning when a grid was scored.</param>
    public void Add(IReadOnlyList<DrawnCandidate> drawn, int dropped = 0)
    {
        lock (_lock)
        {
            _greedy += plan.IsGreedy ? 1 : 0;
            _full += drawn.Any(candidate => candidate.Finish == FinishReason.ContextFull) ? 1 : 0;
            _dropped += dropped > 0 || drawn.Any(candidate => candidate.DroppedPromptTokens > 0) ? 1 : 0;
            _withheld += drawn.Any(candidate => candidate.Finish == FinishReason.Refused) ? 1 : 0;
        }
    }

    /// <summary>Writes the counts.</summary>
    public void Finish()
    {
        const string full = "left less room in the model's context than --max-tokens; some answers were cut off.";
        const string greedy = "drawn at temperature 0, where all candidates are the same and nothing is left to choose; "
            + "use a --temperature above 0.";
        WriteCount(_greedy, "was " + greedy, "were " + greedy);
        WriteCount(_full, full, full);
        WriteCount(_withheld, "has answers withheld by the service.", "have answers withheld by the service.");
        WriteCount(_dropped, "was too long and was truncated at the beginning.", "were too long and were truncated at the beginning.");
    }

    private void WriteCount(long count, string one, string many)
    {
        if (count > 0)
        {
            write(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? $"prompt {one}" : $"prompts {many}")}"));
        }
    }
}
