using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Token F1 with a dictionary of counts per row, as in most evaluation scripts.</summary>
public sealed class DictionaryF1 : IPeer
{
    public string Name => "Dictionary";

    public bool Computes(string metric) => metric == "token-f1";

    public PeerRow Prepare(EncodedProblem problem)
    {
        var bags = ((BagFeatures)problem.Features).Orders[0].Bags;
        return (candidate, row) =>
        {
            var known = new Dictionary<int, int>();
            foreach (var symbol in bags[problem.RowOf[candidate]])
            {
                known[symbol] = known.GetValueOrDefault(symbol) + 1;
            }

            for (var j = 0; j < row.Length; j++)
            {
                var bag = bags[problem.FirstColumnItem + problem.ColumnOf[j]];
                var shared = 0;
                foreach (var symbol in bag)
                {
                    shared += known.ContainsKey(symbol) ? 1 : 0;
                }

                var total = bags.LengthOf(problem.RowOf[candidate]) + bag.Length;
                row[j] = total == 0 ? 1 : (float)(2.0 * shared / total);
            }
        };
    }
}
