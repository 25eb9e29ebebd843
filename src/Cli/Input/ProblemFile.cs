using System.Runtime.CompilerServices;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input;

/// <summary>Reads problems record by record; bad records are reported and skipped, blank ones skipped.</summary>
internal sealed class ProblemFile(InputSource source, BadLines bad)
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
            return problem;
        }
        catch (BadLineException e)
        {
            bad.Report(source.Number, e.Message);
            return null;
        }
    }
}
