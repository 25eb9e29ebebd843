using System.Runtime.CompilerServices;
using Accelerated.Inference;

namespace Accelerated.Cli.Input;

/// <summary>Reads problems line by line; bad lines are reported and skipped, blank ones skipped.</summary>
internal sealed class ProblemFile(InputSource source, BadLines bad)
{
    private readonly KnownIds _ids = new();
    private long _replaced;

    /// <summary>Lone surrogates replaced so far.</summary>
    public long Replaced => _replaced;

    /// <summary>The problems in order, each with its line number.</summary>
    public async IAsyncEnumerable<(Problem Problem, long Line)> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = source.Lines;
        while (await lines.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (Parse(lines) is { } problem)
            {
                yield return (problem, lines.Number);
            }
        }
    }

    private Problem? Parse(LineReader lines)
    {
        try
        {
            if (lines.Content() is not { } content)
            {
                return null;
            }

            var problem = ProblemLine.Read(content.Span, lines.Number, ref _replaced);
            _ids.Add(problem.Id, lines.Number);
            return problem;
        }
        catch (BadLineException e)
        {
            bad.Report(lines.Number, e.Message);
            return null;
        }
    }
}
