using System.CommandLine;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Spectre.Console;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated engines</c>.</summary>
internal sealed class EnginesCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON array instead of a table." };
    private readonly ToolStreams _streams;

    private EnginesCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var engines = new EnginesCommand(streams);
        var command = new Command("engines", "Lists the engines of this machine, and why one is not available.") { engines._json };
        command.SetAction((parsed, _) => engines.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        await using var output = OutputTarget.Open(null, _streams.Output);
        var found = EngineFactory.List();
        if (parsed.GetValue(_json))
        {
            using var lines = new JsonLines(output);
            lines.Json.WriteStartArray();
            foreach (var engine in found)
            {
                Write(lines, engine);
            }

            lines.Json.WriteEndArray();
            lines.EndLine();
            await lines.FlushAsync().ConfigureAwait(false);
            return ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("engine", "available", "device", "remark");
        foreach (var engine in found)
        {
            table.AddRow(engine.Choice.ToString(), engine.IsAvailable ? "yes" : "no", Markup.Escape(engine.Device), Markup.Escape(engine.Remark));
        }

        await output.WriteAsync(TableText.Of(table)).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static void Write(JsonLines lines, EngineStatus engine)
    {
        lines.Json.WriteStartObject();
        lines.Json.WriteString("name", engine.Choice.ToString());
        lines.Json.WriteBoolean("available", engine.IsAvailable);
        lines.Json.WriteString("device", engine.Device);
        lines.Json.WriteString("remark", engine.Remark);
        lines.Json.WriteEndObject();
    }
}
