using System.Runtime.CompilerServices;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Resuming;

namespace Accelerated.Cli.Input;

/// <summary>Reads problems record by record; bad records are reported and skipped, blank ones skipped.</summary>
/// <param name="source">The input.</param>
/// <param name="bad">Receives bad records.</param>
/// <param name="portion">What is to be read; null for all.</param>
internal sealed class ProblemFile(InputSource source, BadLines bad, Portion? portion = null)
{
    private readonly KnownIds _ids = new(source.Notes);

    /// <summary>The problems in order.</summary>
    public async IAsyncEnumerable<ProblemRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await source.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (Parse() is { } problem)
            {
                yield return problem;
            }
        }
    }

    private ProblemRecord? Parse()
    {
        try
        {
            if (source.Content() is not { } content)
            {
                return null;
            }

            var problem = ProblemLine.Read(content.Span, source.Number, source.Notes);
            _ids.Add(problem.Problem.Id, source.Number);
            return portion?.Has(problem.Problem.Id) == false ? null : problem;
        }
        catch (BadLineException e)
        {
            bad.Report(source.Number, e.Message);
            return null;
        }
    }
}
