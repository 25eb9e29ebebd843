using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Token F1 with a dictionary of counts a row, as most evaluation scripts do it.</summary>
public sealed class DictionaryF1 : IPeer
{
    public string Name => "Dictionary";

    public string Metric => "token-f1";

    public void Fill(EncodedProblem problem, Span<float> matrix)
    {
        var bags = ((BagFeatures)problem.Features).Orders[0].Bags;
        for (var i = 0; i < problem.Candidates; i++)
        {
            var known = new Dictionary<int, int>();
            foreach (var symbol in bags[problem.RowOf[i]])
            {
                known[symbol] = known.GetValueOrDefault(symbol) + 1;
            }

            for (var j = 0; j < problem.References; j++)
            {
                var bag = bags[problem.FirstColumnItem + problem.ColumnOf[j]];
                var shared = 0;
                foreach (var symbol in bag)
                {
                    shared += known.ContainsKey(symbol) ? 1 : 0;
                }

                var total = bags.LengthOf(problem.RowOf[i]) + bag.Length;
                matrix[i * problem.References + j] = total == 0 ? 1 : (float)(2.0 * shared / total);
            }
        }
    }
}
