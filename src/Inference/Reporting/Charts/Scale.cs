using System.Globalization;

namespace Accelerated.Inference.Reporting.Charts;

/// <summary>An axis: values to positions, and where its labels stand.</summary>
internal sealed class Scale
{
    private const int Labels = 5;

    private readonly bool _isLogarithmic;
    private readonly double _from;
    private readonly double _to;
    private readonly double _low;
    private readonly double _high;

    /// <summary>An axis over values, of which those that are not finite are left out.</summary>
    /// <param name="values">What it shows.</param>
    /// <param name="from">The position of the least value.</param>
    /// <param name="to">The position of the greatest.</param>
    /// <param name="isLogarithmic">Whether equal ratios are equally far apart; all values are positive then.</param>
    public Scale(IEnumerable<double> values, double from, double to, bool isLogarithmic = false)
    {
        (_from, _to, _isLogarithmic) = (from, to, isLogarithmic);
        var finite = values.Where(double.IsFinite).Select(Inner).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        (_low, _high) = (finite.Min(), finite.Max());
        if (_high - _low < 1e-12 * Math.Max(1, Math.Abs(_high)))
        {
            (_low, _high) = (_low - 0.5, _high + 0.5);
        }

        Ticks = isLogarithmic ? Powers() : Steps();
    }

    /// <summary>The values that have a label.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The position of a value.</summary>
    public double this[double value] => Math.Round(_from + (Inner(value) - _low) / (_high - _low) * (_to - _from), 1);

    /// <summary>A label.</summary>
    public static string Label(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private double Inner(double value) => _isLogarithmic ? Math.Log2(value) : value;

    private double[] Powers()
    {
        var (first, last) = ((int)Math.Ceiling(_low - 1e-9), (int)Math.Floor(_high + 1e-9));
        var step = Math.Max(1, (last - first + Labels) / Labels);
        return [.. Enumerable.Range(0, Math.Max(0, (last - first) / step + 1)).Select(k => Math.Pow(2, first + k * step))];
    }

    // Whole multiples of 1, 2 or 5 times a power of ten.
    private double[] Steps()
    {
        var raw = (_high - _low) / Labels;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var first = Math.Ceiling(_low / step - 1e-9);
        var count = (int)Math.Floor(_high / step + 1e-9) - (int)first + 1;
        return [.. Enumerable.Range(0, Math.Max(0, count)).Select(k => Math.Round((first + k) * step, 12))];
    }
}
