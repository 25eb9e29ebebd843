namespace Accelerated.Metrics;

/// <summary>A metric that is a function of two texts.</summary>
internal sealed class LambdaMetric(MetricInfo info, Func<string, string, double> score, bool oneAtATime, NonFiniteUtility nonFinite)
    : FunctionMetric(info, nonFinite)
{
    private readonly Func<string, string, double> _score = oneAtATime ? OneAtATime(score) : score;

    public override IRowScorer Rows(EncodedProblem problem) => new Scorer(this, problem);

    private static Func<string, string, double> OneAtATime(Func<string, string, double> score)
    {
        var turn = new Lock();
        return (hypothesis, reference) =>
        {
            lock (turn)
            {
                return score(hypothesis, reference);
            }
        };
    }

    private sealed class Scorer(LambdaMetric metric, EncodedProblem problem) : IRowScorer
    {
        public void Fill(int row, int firstColumn, Span<double> utilities, CancellationToken cancellation)
        {
            var texts = (TextFeatures)problem.Features;
            var firstItem = problem.FirstColumnItem + firstColumn;
            for (var k = 0; k < utilities.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                double value;
                try
                {
                    value = metric._score(texts[row], texts[firstItem + k]);
                }
                catch (Exception error) when (ScorerException.Wraps(error, cancellation))
                {
                    throw ScorerException.OfPair(problem, row, firstColumn + k, error);
                }

                utilities[k] = metric.Utility(problem, row, firstColumn + k, value);
            }
        }

        public void Dispose()
        {
        }
    }
}
