using System.Numerics.Tensors;
using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Token F1 as the product of 0/1 matrices in single precision, one dot product a pair by System.Numerics.Tensors.</summary>
public sealed class ProductF1 : IPeer
{
    public string Name => "0/1 dot products (System.Numerics.Tensors)";

    public string Metric => "token-f1";

    public void Fill(EncodedProblem problem, Span<float> matrix)
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

        for (var i = 0; i < problem.Candidates; i++)
        {
            for (var j = 0; j < problem.References; j++)
            {
                var item = problem.FirstColumnItem + problem.ColumnOf[j];
                var shared = TensorPrimitives.Dot<float>(dense[problem.RowOf[i]], dense[item]);
                var total = order.Bags.LengthOf(problem.RowOf[i]) + order.Bags.LengthOf(item);
                matrix[i * problem.References + j] = total == 0 ? 1 : (float)(2.0 * shared / total);
            }
        }
    }
}
