using System.CommandLine;
using Accelerated.Cli.Checking;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated doctor</c>.</summary>
internal sealed class DoctorCommand
{
    private readonly Option<string?> _model = CommonOptions.Optional(
        "--model", "FILE", "A .gguf or .onnx file to check. Default: the small model shipped with the tool.");

    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON array instead of a table." };
    private readonly ToolStreams _streams;

    private DoctorCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var doctor = new DoctorCommand(streams);
        var command = new Command("doctor", "Check this machine, what is installed, and a model, and say what to do.")
        {
            doctor._model, doctor._json,
        };
        command.SetAction(doctor.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var output = OutputTarget.Open(null, _streams.Output, _streams.Guard(), cancellation);
        var findings = await Progress.RunAsync(_streams, "Checking", async progress =>
        {
            var found = new List<Finding>();
            foreach (var finding in MachineChecks.Run())
            {
                found.Add(finding);
                progress.Step(finding.Check);
            }

            await foreach (var finding in ModelCheck.RunAsync(parsed.GetValue(_model) ?? ModelFile.Default, cancellation)
                .ConfigureAwait(false))
            {
                found.Add(finding);
                progress.Step(finding.Check);
            }

            return found;
        }).ConfigureAwait(false);
        await (parsed.GetValue(_json) ? WriteJsonAsync(output, findings) : WriteTableAsync(output, findings)).ConfigureAwait(false);
        return findings.Exists(finding => finding.Health == Health.Error) ? ExitCode.Failed : ExitCode.Done;
    }

    private async Task WriteTableAsync(OutputTarget output, List<Finding> findings)
    {
        var table = new ShownTable("check", "state", "finding");
        foreach (var finding in findings)
        {
            var tone = finding.Health switch { Health.Ok => Tone.Better, Health.Error => Tone.Worse, _ => Tone.Plain };
            table.AddRow(finding.Check, new Cell(NameOf(finding.Health), tone), finding.Text);
        }

        await output.WriteAsync(table.Text(_streams.ScreenOf(output))).ConfigureAwait(false);
    }

    private static async Task WriteJsonAsync(OutputTarget output, List<Finding> findings)
    {
        using var lines = new JsonLines(output);
        lines.Json.WriteStartArray();
        foreach (var finding in findings)
        {
            lines.Json.WriteStartObject();
            lines.Json.WriteString("check", finding.Check);
            lines.Json.WriteString("state", NameOf(finding.Health));
            lines.Json.WriteString("finding", finding.Text);
            lines.Json.WriteEndObject();
        }

        lines.Json.WriteEndArray();
        lines.EndLine();
        await lines.FlushAsync().ConfigureAwait(false);
    }

    private static string NameOf(Health health) => health switch
    {
        Health.Ok => "ok",
        Health.Warning => "warning",
        _ => "error",
    };
}
