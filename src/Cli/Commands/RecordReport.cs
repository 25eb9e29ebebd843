using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>What was guessed or left out as records were read, once a run.</summary>
internal static class RecordReport
{
    /// <summary>Writes the notes of a metric.</summary>
    public static void Write(RecordMetric metric, Action<string> line)
    {
        var notes = metric.Notes;
        if (metric.Schema is null)
        {
            line(
                "The fields of records are inferred from each problem's candidates, numbers by their range there. Give them with "
                + $"--metric {RecordMetrics.Name}:SCHEMA to compare problems.");
        }

        Say(notes.Cut, "Records that break off, and were read up to there", null);
        Say(notes.Mistyped, "Values that are none of their field, and count as absent", notes.FirstMistyped);
        Say(notes.Unknown, "Properties that are no field of the record, and were left out", notes.FirstUnknown);

        void Say(long count, string what, string? example)
        {
            if (count > 0)
            {
                line(string.Create(
                    CultureInfo.InvariantCulture, $"{what}: {count} in distinct texts{(example is null ? "" : $", e.g. {example}")}."));
            }
        }
    }
}
