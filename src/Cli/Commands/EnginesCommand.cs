using System.CommandLine;
using Accelerated.Cli.Measuring;
using Accelerated.Cli.Output;
using Accelerated.Inference.Engines;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated engines</c>.</summary>
internal sealed class EnginesCommand
{
    private const string Calibrate = "engines --calibrate";

    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON array instead of a table." };
    private readonly Option<bool> _calibrate = new("--calibrate")
    {
        Description = "Measure the engines first (several seconds) and save the costs that 'auto' compares, "
            + $"in the file named by {Calibration.FileVariable} or in the user's cache folder.",
    };

    private readonly Option<string?> _plot = CommonOptions.Optional(
        "--plot", "FILE", "SVG file for a plot of the saved times against N and of the N from which the device is faster than the CPU.");

    private readonly ToolStreams _streams;

    private EnginesCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var engines = new EnginesCommand(streams);
        var command = new Command("engines", "List this machine's engines, why any is unavailable, and what 'auto' bases its choice on.")
        {
            engines._json, engines._calibrate, engines._plot,
        };
        command.SetAction(engines.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var output = OutputTarget.Open(null, _streams.Output, _streams.Guard(), cancellation);
        var calibration = parsed.GetValue(_calibrate) ? await CalibrateAsync(cancellation).ConfigureAwait(false) : null;
        if (parsed.GetValue(_plot) is { } plot)
        {
            var drawn = calibration ?? Calibration.TryLoad(out var reason) ?? throw new ToolException(
                ToolHint.Run($"Nothing to plot: {reason}.", Calibrate, "first"));
            await using var file = OutputTarget.Open(plot, _streams.Output, _streams.Guard(), cancellation, "--plot");
            await file.WriteAsync(CalibrationReport.Plot(drawn)).ConfigureAwait(false);
        }

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

        var screen = _streams.ScreenOf(output);
        var table = new ShownTable("engine", "available", "device", "remark");
        foreach (var engine in found)
        {
            table.AddRow(
                engine.Choice.ToString(), engine.IsAvailable ? "yes" : "no", engine.Device, Remark(engine));
        }

        await output.WriteAsync(
            table.Text(screen) + (calibration is null ? "" : $"\n{CalibrationReport.Table(calibration, screen)}")).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private async Task<Calibration> CalibrateAsync(CancellationToken cancellation)
    {
        var calibration = await Progress.RunAsync(
            _streams, "Measuring the engines", _ => Task.Run(() => Calibration.Measure(cancellation), cancellation)).ConfigureAwait(false);
        calibration.Save();
        await _streams.Notes.WriteLineAsync($"Calibration saved to {Calibration.DefaultFile}.").ConfigureAwait(false);
        return calibration;
    }

    private static string Remark(EngineStatus engine) =>
        engine.Choice.Equals(EngineChoice.Auto) && Calibration.TryLoad(out _) is null
            ? ToolHint.Run(engine.Remark, Calibrate, "to measure them")
            : engine.Remark;

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
