using Accelerated.Cli.Input;
using Spectre.Console;

namespace Accelerated.Cli.Output;

/// <summary>Reports on a run on standard error: messages always, a progress bar only on a terminal.</summary>
internal sealed class Progress : IProgress<long>
{
    private readonly Action<string> _write;
    private readonly Action<long> _done;

    private Progress(Action<string> write, Action<long> done)
    {
        _write = write;
        _done = done;
    }

    /// <summary>Runs <paramref name="work"/> with a bar that shows how much of <paramref name="input"/> is read.</summary>
    public static async Task<int> RunAsync(ToolStreams streams, InputSource input, Func<Progress, Task<int>> work)
    {
        if (!streams.ErrorIsTerminal)
        {
            return await work(new Progress(streams.Error.WriteLine, _ => { })).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(streams.Error) });
        var bar = console.Progress().AutoClear(true).Columns(
            new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(input.Name), maxValue: Math.Max(1, input.Length ?? 1));
            task.IsIndeterminate = input.Length is null;
            return await work(new Progress(console.WriteLine, done =>
            {
                task.Description = Markup.Escape(FormattableString.Invariant($"{done:N0} problems"));
                task.Value = Math.Min(input.BytesRead, task.MaxValue);
            })).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Writes a message on a separate line.</summary>
    public void Line(string text) => _write(ShownText.Of(text));

    /// <inheritdoc/>
    public void Report(long value) => _done(value);
}
