namespace Accelerated.Metrics;

/// <summary>Records of a problem, field by field.</summary>
internal sealed class RecordColumn : FieldColumn
{
    private readonly RecordSchema _schema;
    private readonly FieldColumn[] _columns;

    /// <summary>The columns of records.</summary>
    /// <param name="schema">The fields.</param>
    /// <param name="values">The values of each record's fields; null where there is no record.</param>
    public RecordColumn(RecordSchema schema, object?[] values) : base(values)
    {
        _schema = schema;
        _columns = [.. schema.Fields.Select((field, f) =>
            field.Utility.Column(Array.ConvertAll(values, record => ((object?[]?)record)?[f])))];
    }

    /// <summary>The fields that have no fields themselves, by their paths.</summary>
    /// <param name="prefix">Stands before each path.</param>
    public IEnumerable<(string Path, RecordField Field, FieldColumn Column)> Leaves(string prefix = "")
    {
        for (var f = 0; f < _columns.Length; f++)
        {
            var path = prefix + _schema.Fields[f].Name;
            if (_columns[f] is RecordColumn record)
            {
                foreach (var leaf in record.Leaves(path + "."))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return (path, _schema.Fields[f], _columns[f]);
            }
        }
    }

    /// <inheritdoc/>
    protected override double UtilityOfPresent(int hypothesis, int reference)
    {
        var sum = 0.0;
        for (var f = 0; f < _columns.Length; f++)
        {
            sum += _schema.Fields[f].Weight * _columns[f].Utility(hypothesis, reference);
        }

        return sum / _schema.TotalWeight;
    }

    /// <inheritdoc/>
    protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
    {
        var values = new object?[_columns.Length];
        var sum = 0.0;
        for (var f = 0; f < values.Length; f++)
        {
            (values[f], var worth) = _columns[f].Best(weights, _schema.Fields[f].IsRequired);
            sum += _schema.Fields[f].Weight * worth;
        }

        return (values, sum / _schema.TotalWeight);
    }
}
