using System.Numerics.Tensors;
using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Token F1 as the product of 0/1 matrices in single precision, one dot product per pair by System.Numerics.Tensors.</summary>
public sealed class ProductF1 : IPeer
{
    public string Name => "0/1 dot products (System.Numerics.Tensors)";

    public bool Computes(string metric) => metric == "token-f1";

    public PeerRow Prepare(EncodedProblem problem)
    {
        var order = ((BagFeatures)problem.Features).Orders[0];
        var dense = new float[problem.Features.Count][];
        for (var i = 0; i < dense.Length; i++)
        {
            dense[i] = new float[order.SymbolCount];
            foreach (var symbol in order.Bags[i])
            {
                dense[i][symbol] = 1;
            }
        }

        return (candidate, row) =>
        {
            var own = dense[problem.RowOf[candidate]];
            for (var j = 0; j < row.Length; j++)
            {
                var item = problem.FirstColumnItem + problem.ColumnOf[j];
                var shared = TensorPrimitives.Dot<float>(own, dense[item]);
                var total = order.Bags.LengthOf(problem.RowOf[candidate]) + order.Bags.LengthOf(item);
                row[j] = total == 0 ? 1 : (float)(2.0 * shared / total);
            }
        };
    }
}
