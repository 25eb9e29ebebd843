namespace Accelerated.Inference.Engines;

/// <summary>
/// Fits an <see cref="EngineCost"/> to measured times: least squares of relative errors, with no part below 0. With four parts every subset
/// of non-zero parts can be tried, so the optimum is exact.
/// </summary>
internal static class CostFit
{
    private const int Parts = 4;

    /// <summary>Fits a cost.</summary>
    /// <param name="points">At least one work with its time in seconds and its weight.</param>
    public static EngineCost Fit(IReadOnlyList<(Work Work, double Seconds, double Weight)> points)
    {
        var rows = points.Select(Row).ToArray();
        var best = new double[Parts];
        var least = double.MaxValue;
        for (var used = 1; used < 1 << Parts; used++)
        {
            int[] columns = [.. Enumerable.Range(0, Parts).Where(part => (used >> part & 1) != 0)];
            if (Solve(rows, columns) is { } parts && Error(rows, parts) is var error && error < least * (1 - 1e-9))
            {
                (best, least) = (parts, error);
            }
        }

        return new EngineCost(best[0], best[1], best[2], best[3]);
    }

    // The equation parts x quantities / seconds = 1, scaled by the root of the point's weight, which is the last element.
    private static double[] Row((Work Work, double Seconds, double Weight) point)
    {
        var scale = Math.Sqrt(point.Weight);
        var unit = scale / point.Seconds;
        return [unit, unit * point.Work.Problems, unit * point.Work.Bytes, unit * point.Work.Steps, scale];
    }

    // Solves the normal equations of some columns, each scaled to length 1; null where there is no solution of at least 0.
    private static double[]? Solve(double[][] rows, int[] columns)
    {
        var lengths = Array.ConvertAll(columns, c => Math.Sqrt(rows.Sum(row => row[c] * row[c])));
        if (lengths.Contains(0))
        {
            return null;
        }

        var n = columns.Length;
        var matrix = new double[n, n + 1];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                matrix[i, j] = rows.Sum(row => row[columns[i]] * row[columns[j]]) / (lengths[i] * lengths[j]);
            }

            matrix[i, n] = rows.Sum(row => row[columns[i]] * row[Parts]) / lengths[i];
        }

        if (!Eliminate(matrix, n))
        {
            return null;
        }

        var parts = new double[Parts];
        for (var i = 0; i < n; i++)
        {
            parts[columns[i]] = matrix[i, n] / lengths[i];
        }

        return parts.All(part => part >= 0 && double.IsFinite(part)) ? parts : null;
    }

    // Gauss and Jordan; the matrix is positive definite, so the diagonal serves as pivots.
    private static bool Eliminate(double[,] matrix, int n)
    {
        const double singular = 1e-10;
        for (var pivot = 0; pivot < n; pivot++)
        {
            if (matrix[pivot, pivot] < singular)
            {
                return false;
            }

            for (var j = n; j >= pivot; j--)
            {
                matrix[pivot, j] /= matrix[pivot, pivot];
            }

            for (var i = 0; i < n; i++)
            {
                for (var j = n; i != pivot && j >= pivot; j--)
                {
                    matrix[i, j] -= matrix[i, pivot] * matrix[pivot, j];
                }
            }
        }

        return true;
    }

    private static double Error(double[][] rows, double[] parts) => rows.Sum(row =>
    {
        var sum = -row[Parts];
        for (var part = 0; part < Parts; part++)
        {
            sum += row[part] * parts[part];
        }

        return sum * sum;
    });
}
