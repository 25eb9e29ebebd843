using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Text by a metric, brought to 0..1. Values are texts.</summary>
internal sealed class TextUtility : FieldUtility
{
    private readonly Metric _metric;

    /// <summary>A metric's utility.</summary>
    /// <exception cref="ArgumentException">The metric has no finite range, or is over numbers or vectors.</exception>
    public TextUtility(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (metric.Family is MetricFamily.Numbers or MetricFamily.Vectors)
        {
            throw new ArgumentException(
                $"Metric '{metric.Info.Name}' does not read texts. Use one over texts such as token-f1, or a loss for numbers.",
                nameof(metric));
        }

        if (!double.IsFinite(metric.Info.Minimum) || !double.IsFinite(metric.Info.Maximum))
        {
            throw new ArgumentException(
                $"Metric '{metric.Info.Name}' has no finite range, so one text could outweigh all others. Use a bounded metric such as "
                + "token-f1, chrf or normalized-levenshtein.",
                nameof(metric));
        }

        _metric = metric;
    }

    /// <inheritdoc/>
    internal override bool IsSymmetric => _metric.Info.IsSymmetric;

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => null,
    };

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value) => json.WriteStringValue((string)value);

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new Texts(values, _metric);

    private sealed class Texts : FieldColumn
    {
        private readonly int[] _indexOf;
        private readonly List<Candidate> _texts = [];
        private readonly Lazy<double[]> _utilities;

        public Texts(object?[] values, Metric metric) : base(values)
        {
            var indices = new Dictionary<string, int>(StringComparer.Ordinal);
            _indexOf = new int[values.Length];
            for (var k = 0; k < values.Length; k++)
            {
                if (values[k] is string text && !indices.TryGetValue(text, out _indexOf[k]))
                {
                    _indexOf[k] = _texts.Count;
                    indices.Add(text, _texts.Count);
                    _texts.Add(new Candidate(text));
                }
            }

            _utilities = new Lazy<double[]>(() => Utilities(metric, _texts));
        }

        protected override double UtilityOfPresent(int hypothesis, int reference) =>
            _utilities.Value[(_indexOf[hypothesis] * _texts.Count) + _indexOf[reference]];

        protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
        {
            var votes = new double[_texts.Count];
            for (var k = 0; k < weights.Length; k++)
            {
                votes[_indexOf[k]] += weights[k];
            }

            var (best, most) = (0, double.NegativeInfinity);
            for (var answer = 0; answer < votes.Length; answer++)
            {
                var sum = 0.0;
                for (var k = 0; k < votes.Length; k++)
                {
                    sum += votes[k] > 0 ? votes[k] * _utilities.Value[(answer * votes.Length) + k] : 0;
                }

                if (sum > most + (Slack * total) || (sum >= most - (Slack * total) && votes[answer] > votes[best]))
                {
                    (best, most) = (answer, sum);
                }
            }

            return (_texts[best].Text, most);
        }

        private static double[] Utilities(Metric metric, List<Candidate> texts)
        {
            var info = metric.Info;
            var problem = ProblemEncoder.Encode(metric, texts, longestCandidate: int.MaxValue);
            var row = new double[problem.Columns];
            var utilities = new double[texts.Count * texts.Count];
            for (var h = 0; h < texts.Count; h++)
            {
                ReferencePairs.Fill(problem, problem.RowOf[h], 0, row);
                for (var r = 0; r < texts.Count; r++)
                {
                    var share = (row[problem.ColumnOf[r]] - info.Minimum) / (info.Maximum - info.Minimum);
                    utilities[(h * texts.Count) + r] =
                        Math.Clamp(info.Direction == Direction.HigherIsBetter ? share : 1 - share, 0, 1);
                }
            }

            return utilities;
        }
    }
}
