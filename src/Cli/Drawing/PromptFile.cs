using System.Runtime.CompilerServices;
using Accelerated.Cli.Input;
using Accelerated.Cli.Resuming;

namespace Accelerated.Cli.Drawing;

/// <summary>Reads prompts line by line; bad lines are reported and skipped, blank ones skipped.</summary>
/// <param name="source">The input.</param>
/// <param name="bad">Receives bad lines.</param>
/// <param name="plan">What is drawn.</param>
/// <param name="acceptsCandidates">Whether lines may bring candidates.</param>
/// <param name="keepsRecords">Whether items keep their lines.</param>
/// <param name="portion">What is to be read; null for all.</param>
internal sealed class PromptFile(
    InputSource source, BadLines bad, DrawPlan plan, bool acceptsCandidates, bool keepsRecords = false, Portion? portion = null)
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
                if (portion?.Has(item.Id) != false)
                {
                    yield return item;
                }
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
