using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated metrics</c>.</summary>
internal sealed class MetricsCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON array instead of a table." };
    private readonly ToolStreams _streams;

    private MetricsCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var metrics = new MetricsCommand(streams);
        var command = new Command("metrics", "List the metrics with their direction, range, family and options.") { metrics._json };
        command.SetAction((parsed, _) => metrics.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        await using var output = OutputTarget.Open(null, _streams.Output, _streams.Guard(), CancellationToken.None);
        if (parsed.GetValue(_json))
        {
            using var lines = new JsonLines(output);
            WriteJson(lines);
            await lines.FlushAsync().ConfigureAwait(false);
        }
        else
        {
            await output.WriteAsync(Table().Text(_streams.ScreenOf(output))).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static ShownTable Table()
    {
        var table = new ShownTable("metric", "better", "range", "family", "options", "what it measures");
        foreach (var definition in MetricCatalogue.Definitions)
        {
            var metric = MetricCatalogue.Parse(definition.Name);
            table.AddRow(
                definition.Name,
                metric.Info.Direction == Direction.HigherIsBetter ? "higher" : "lower",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{metric.Info.Minimum}..{(double.IsFinite(metric.Info.Maximum) ? metric.Info.Maximum : "")}"),
                FamilyName(metric),
                string.Join("\n", definition.Options.Select(option => $"{option.Name}={option.Default}")),
                definition.Summary);
        }

        table.AddRow($"{RecordMetrics.Name}:SCHEMA", "higher", "0..1", "custom", "", RecordMetrics.Summary);
        return table;
    }

    private static void WriteJson(JsonLines lines)
    {
        var json = lines.Json;
        json.WriteStartArray();
        foreach (var definition in MetricCatalogue.Definitions)
        {
            var metric = MetricCatalogue.Parse(definition.Name);
            json.WriteStartObject();
            json.WriteString("name", definition.Name);
            json.WriteString("summary", definition.Summary);
            json.WriteString("direction", metric.Info.Direction == Direction.HigherIsBetter ? "higher" : "lower");
            lines.Number("minimum", metric.Info.Minimum);
            lines.Number("maximum", metric.Info.Maximum);
            json.WriteBoolean("symmetric", metric.Info.IsSymmetric);
            json.WriteString("family", FamilyName(metric));
            json.WriteBoolean("closedForm", metric.HasClosedForm);
            if (metric.Info.Signature is { } signature)
            {
                json.WriteString("signature", signature);
            }

            json.WriteStartArray("options");
            foreach (var option in definition.Options)
            {
                WriteOption(lines, option);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        lines.EndLine();
    }

    private static void WriteOption(JsonLines lines, MetricOption option)
    {
        var json = lines.Json;
        json.WriteStartObject();
        json.WriteString("name", option.Name);
        json.WriteString("default", option.Default);
        json.WriteString("summary", option.Summary);
        if (option.Choices is { } choices)
        {
            json.WriteStartArray("choices");
            foreach (var choice in choices)
            {
                json.WriteStringValue(choice);
            }

            json.WriteEndArray();
        }
        else
        {
            lines.Number("minimum", option.Minimum);
            lines.Number("maximum", option.Maximum);
        }

        json.WriteEndObject();
    }

    private static string FamilyName(Metric metric) => metric.Family.ToString().ToLowerInvariant();
}
