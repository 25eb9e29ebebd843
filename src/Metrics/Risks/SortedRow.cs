using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>A row's utilities in ascending order, equal ones joined and their units added; memory is pooled.</summary>
internal readonly ref struct SortedRow : IDisposable
{
    // A level such as 0.9 of 10 falls a rounding short of or past a whole number of units; within this share of the total it counts as it.
    private const double Slack = 1e-9;

    private readonly double[] _utilities;
    private readonly long[] _units;
    private readonly int _count;

    public SortedRow(ReadOnlySpan<double> utilities, ReadOnlySpan<long> units)
    {
        _utilities = ArrayPool<double>.Shared.Rent(utilities.Length);
        _units = ArrayPool<long>.Shared.Rent(utilities.Length);
        var used = 0;
        for (var j = 0; j < utilities.Length; j++)
        {
            if (units[j] > 0)
            {
                HasNaN |= double.IsNaN(utilities[j]);
                Total += units[j];
                _utilities[used] = utilities[j];
                _units[used++] = units[j];
            }
        }

        _utilities.AsSpan(0, used).Sort(_units.AsSpan(0, used));
        for (var j = 0; j < used; j++)
        {
            if (_count > 0 && _utilities[_count - 1] == _utilities[j])
            {
                _units[_count - 1] += _units[j];
            }
            else
            {
                _utilities[_count] = _utilities[j] + 0.0; // one zero, not two: the sum must not see which came first
                _units[_count++] = _units[j];
            }
        }
    }

    public long Total { get; }

    public bool HasNaN { get; }

    public double Least => _utilities[0];

    public double Greatest => _utilities[_count - 1];

    /// <summary>The first utility at which the units so far reach <paramref name="units"/>.</summary>
    public double At(double units)
    {
        var least = units - Slack * Total;
        var sum = 0L;
        for (var k = 0; k < _count - 1; k++)
        {
            sum += _units[k];
            if (sum >= least)
            {
                return _utilities[k];
            }
        }

        return Greatest;
    }

    /// <summary>The mean over the units from <paramref name="from"/> to <paramref name="to"/>, counted from the least utility.</summary>
    public double Between(double from, double to)
    {
        var sum = 0.0;
        var start = 0L;
        for (var k = 0; k < _count && start < to; k++)
        {
            var end = start + _units[k];
            var part = Math.Min(end, to) - Math.Max(start, from);
            if (part > 0)
            {
                sum += part * _utilities[k];
            }

            start = end;
        }

        return sum / (to - from);
    }

    /// <summary>The mean over the <paramref name="units"/> of greatest utility, taken from the top.</summary>
    public double FromTop(double units)
    {
        var sum = 0.0;
        var left = units;
        for (var k = _count - 1; k >= 0 && left > 0; k--)
        {
            var part = Math.Min(_units[k], left);
            sum += part * _utilities[k];
            left -= part;
        }

        return sum / units;
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_utilities);
        ArrayPool<long>.Shared.Return(_units);
    }
}
