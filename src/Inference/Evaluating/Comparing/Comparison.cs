using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>All rows against all measures.</summary>
internal sealed class Comparison
{
    private readonly EvaluationOptions _options;
    private readonly ItemSet _items;
    private readonly IReadOnlyList<MetricAwareRule> _rules;
    private readonly ComparedRow[] _rows;
    private readonly MeasureTable[] _tables;
    private readonly double[][] _values; // by measure and row
    private readonly PairedBootstrap[] _resampled;
    private readonly int _baseline;

    /// <summary>Compares the rows.</summary>
    /// <param name="options">How rules are compared.</param>
    /// <param name="measures">The measures; the options' metrics first.</param>
    /// <param name="items">The items.</param>
    /// <param name="rows">The rows that all items have, in the order of the table.</param>
    /// <param name="verdicts">The rules behind them.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OptionException">There is no row of the baseline's name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Comparison(
        EvaluationOptions options,
        IReadOnlyList<Measure> measures,
        ItemSet items,
        IReadOnlyList<(string Name, RowKind Kind)> rows,
        ItemVerdicts verdicts,
        CancellationToken cancellation)
    {
        (_options, _items, _rules) = (options, items, verdicts.Rules);
        var own = rows.Select(row => ComparedRow.Own(row.Name, row.Kind)).ToArray();
        var before = measures.Select((measure, m) => Table(measure, m, own)).ToArray();
        _rows = [.. own.Concat(Choices(own, before, verdicts.Sweeps)).OrderBy(row => row.Kind)];
        _tables = [.. measures.Select((measure, m) => Table(measure, m, _rows))];
        _baseline = options.Baseline is { } name ? IndexOf(name, "baseline") : Array.FindIndex(_rows, row => row.Kind >= RowKind.Greedy);
        _values = [.. _tables.Select(table =>
        {
            int[] all = [.. Enumerable.Range(0, table.Items.Count)];
            return Enumerable.Range(0, table.Rows).Select(row => table.Value(row, all)).ToArray();
        })];
        _resampled = [.. _tables.Select(table =>
            new PairedBootstrap(table, items.ByGroup(table.Items), options.Resamples, options.Seed, cancellation))];
    }

    /// <summary>The report.</summary>
    /// <param name="unusable">Items left out.</param>
    /// <param name="withoutAnswer">Items none of whose candidates has an answer.</param>
    /// <param name="partial">Rows that only some items have.</param>
    /// <param name="numbers">How the numbers of a rule came out; null for a rule without.</param>
    public EvaluationReport Report(int unusable, int withoutAnswer, int partial, Func<string, NumberCalibration?> numbers)
    {
        var scores = from row in Enumerable.Range(0, _rows.Length) from m in Enumerable.Range(0, _tables.Length) select Score(row, m);
        return new EvaluationReport(_items.Count, unusable, _rows[_baseline].Name, [.. scores])
        {
            WithoutAnswer = withoutAnswer,
            PartialRows = partial,
            TooFewFor = [.. _options.SweepCounts
                .Select(n => (n, Enumerable.Range(0, _items.Count).Count(i => _items[i].Candidates < n)))
                .Where(count => count.Item2 > 0)],
            Groups = _items.Groups,
            Measures = [.. _tables.Select(table => table.Measure)],
            Pairs = from row in Enumerable.Range(0, _rows.Length)
                    from other in Enumerable.Range(0, row)
                    from m in Enumerable.Range(0, _tables.Length)
                    select Difference(row, other, m),
            Transfers = [.. Transfers()],
            Calibrations = [.. Deciders().Select(rule => Calibration(rule.Row, rule.Rule, rule.Measure, numbers(rule.Rule.Name)))],
        };
    }

    private MeasureTable Table(Measure measure, int m, ComparedRow[] rows) =>
        _items.Table(measure, m, [.. rows.Select<ComparedRow, Func<int, string>>(row => item => row.At(m, item))]);

    // The best source is chosen by what measures it, the setting of a sweep by the metric that decides.
    private IEnumerable<ComparedRow> Choices(ComparedRow[] rows, MeasureTable[] tables, IReadOnlyList<SweptRows> sweeps)
    {
        if (_items.Groups < 2)
        {
            yield break; // nothing to choose on
        }

        int[] sources = [.. Enumerable.Range(0, rows.Length).Where(row => rows[row].Kind == RowKind.Source)];
        if (sources.Length > 1)
        {
            var chosen = tables.Select(table => _items.Choose(table, sources)).ToArray();
            yield return new ComparedRow(
                UsualRules.BestSource, RowKind.BestSource, (m, item) => rows[chosen[m][_items.HalfOf(item)]].Name);
        }

        foreach (var sweep in sweeps)
        {
            int[] settings = [.. Enumerable.Range(0, rows.Length).Where(row => sweep.Rows.Contains(rows[row].Name))];
            var decider = tables.First(table => table.Measure.Name == sweep.Metric.Info.Name);
            if (settings.Length > 1)
            {
                var chosen = _items.Choose(decider, settings);
                yield return new ComparedRow(sweep.Chosen, RowKind.SweepChoice, (_, item) => rows[chosen[_items.HalfOf(item)]].Name);
            }
        }
    }

    private RuleScore Score(int row, int m)
    {
        var table = _tables[m];
        var difference = Difference(row, _baseline, m);
        return new RuleScore(
            _rows[row].Name, table.Measure.Name, _values[m][row], difference.Value, difference.Low, difference.High,
            Enumerable.Range(0, _items.Count).Count(i => _items[i].IsReadable[m] && _items[i].Rows[_rows[row].At(m, i)].IsMissing[m]))
        {
            Items = table.Items.Count,
            Tied = Enumerable.Range(0, _items.Count).Count(i => _items[i].Rows[_rows[row].At(m, i)].IsTied),
        };
    }

    private RowDifference Difference(int row, int other, int m)
    {
        var (low, high) = _tables[m].Items.Count == 0 ? (double.NaN, double.NaN) : _resampled[m].Interval(row, other);
        return new RowDifference(
            _rows[row].Name, _rows[other].Name, _tables[m].Measure.Name, _values[m][row] - _values[m][other], low, high);
    }

    private IEnumerable<(int Row, MetricAwareRule Rule, int Measure)> Deciders() =>
        from rule in _rules
        let row = Array.FindIndex(_rows, row => row.Name == rule.Name)
        where row >= 0
        select (row, rule, Array.FindIndex(_tables, table => table.Measure.Name == rule.Metric.Info.Name));

    private IEnumerable<Transfer> Transfers() =>
        from rule in Deciders()
        from judge in Enumerable.Range(0, _tables.Length)
        where judge != rule.Measure && _tables[judge].Measure is not MetricMeasure { IsPart: true }
        select new Transfer(
            rule.Rule.Name,
            _tables[rule.Measure].Measure.Name,
            _tables[judge].Measure.Name,
            Gain(rule.Row, rule.Measure),
            Gain(rule.Row, judge),
            judge >= _options.Metrics.Count);

    private double Gain(int row, int m) => _tables[m].Measure.Sign * (_values[m][row] - _values[m][_baseline]);

    private Calibration Calibration(int row, MetricAwareRule rule, int m, NumberCalibration? numbers)
    {
        var table = _tables[m];
        var answers = table.Items.Select((item, place) => new JudgedAnswer(
            _items[item].Rows[rule.Name].Expected,
            _items[item].Rows[rule.Name].ExpectedByOthers,
            table.Statistics(row, place)[0],
            _items.HalfOf(item))).ToList();
        return new Calibration(rule, answers, _options.TargetRisk) { Numbers = numbers };
    }

    private int IndexOf(string name, string option)
    {
        var index = Array.FindIndex(_rows, row => row.Name == name);
        return index >= 0 ? index : throw new OptionException(
            option,
            $"Invalid value '{name}' for the {option}: expected one of the rows {string.Join(", ", _rows.Select(row => row.Name))}.");
    }
}
