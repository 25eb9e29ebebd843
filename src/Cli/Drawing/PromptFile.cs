using System.Runtime.CompilerServices;
using Accelerated.Cli.Input;

namespace Accelerated.Cli.Drawing;

/// <summary>Reads prompts line by line; bad lines are reported and skipped, blank ones skipped.</summary>
internal sealed class PromptFile(InputSource source, BadLines bad, DrawPlan plan, bool acceptsCandidates, bool keepsRecords = false)
{
    private readonly KnownIds _ids = new(source.Notes);

    /// <summary>The items in order.</summary>
    public async IAsyncEnumerable<PromptItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var taken = 0; taken < plan.First && await source.NextAsync(cancellation).ConfigureAwait(false);)
        {
            if (Parse() is { } item)
            {
                taken++;
                yield return item;
            }
        }
    }

    private PromptItem? Parse()
    {
        try
        {
            if (source.Content() is not { } content)
            {
                return null;
            }

            var item = PromptItem.Read(content.Span, source.Number, plan, acceptsCandidates, source.Notes);
            _ids.Add(item.Id, source.Number);
            return keepsRecords ? item with { Record = content.ToArray() } : item;
        }
        catch (BadLineException e)
        {
            bad.Report(source.Number, e.Message);
            return null;
        }
    }
}
