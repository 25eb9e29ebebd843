using System.Runtime.CompilerServices;
using Accelerated.Cli.Input;

namespace Accelerated.Cli.Drawing;

/// <summary>Reads prompts line by line; bad lines are reported and skipped, blank ones skipped.</summary>
internal sealed class PromptFile(InputSource source, BadLines bad, DrawPlan plan, bool acceptsCandidates, bool keepsRecords = false)
{
    private readonly KnownIds _ids = new();
    private long _replaced;

    /// <summary>Lone surrogates replaced so far.</summary>
    public long Replaced => _replaced;

    /// <summary>The items in order.</summary>
    public async IAsyncEnumerable<PromptItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = source.Lines;
        for (var taken = 0; taken < plan.First && await lines.NextAsync(cancellation).ConfigureAwait(false);)
        {
            if (Parse(lines) is { } item)
            {
                taken++;
                yield return item;
            }
        }
    }

    private PromptItem? Parse(LineReader lines)
    {
        try
        {
            if (lines.Content() is not { } content)
            {
                return null;
            }

            var item = PromptItem.Read(content.Span, lines.Number, plan, acceptsCandidates, ref _replaced);
            _ids.Add(item.Id, lines.Number);
            return keepsRecords ? item with { Record = content.ToArray() } : item;
        }
        catch (BadLineException e)
        {
            bad.Report(lines.Number, e.Message);
            return null;
        }
    }
}
