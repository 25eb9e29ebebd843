using System.Diagnostics;
using System.Globalization;
using Accelerated.Cli.Input;
using Spectre.Console;

namespace Accelerated.Cli.Output;

/// <summary>Reports on a run on standard error: errors always, notes unless the run is quiet, a progress bar only on a terminal.</summary>
internal sealed class Progress : IProgress<long>
{
    private readonly Action<string> _write;
    private readonly ToolStreams _streams;
    private readonly InputSource? _input;
    private readonly ProgressTask? _bar;

    private Progress(Action<string> write, ToolStreams streams, InputSource? input, ProgressTask? bar)
    {
        _write = write;
        _streams = streams;
        _input = input;
        _bar = bar;
    }

    /// <summary>Whether details are written.</summary>
    public bool IsVerbose => _streams.IsVerbose;

    /// <summary>Runs <paramref name="work"/> with a bar that shows how much of <paramref name="input"/> is read.</summary>
    public static Task<int> RunAsync(ToolStreams streams, InputSource input, Func<Progress, Task<int>> work) =>
        RunAsync(streams, input.Name, input, work);

    /// <summary>Runs <paramref name="work"/>, which reads no input, with a bar that shows its steps.</summary>
    public static Task<T> RunAsync<T>(ToolStreams streams, string name, Func<Progress, Task<T>> work) =>
        RunAsync(streams, name, null, work);

    /// <summary>Writes an error on a separate line.</summary>
    public void Line(string text) => _write(ShownText.Of(text));

    /// <summary>Writes what is no error.</summary>
    public void Note(string text)
    {
        if (!_streams.IsQuiet)
        {
            Line(text);
        }
    }

    /// <summary>Writes how the run was done, where that is asked for.</summary>
    public void Detail(string text)
    {
        if (IsVerbose)
        {
            Line(text);
        }
    }

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (_bar is not null && _input is not null)
        {
            _bar.Description = Markup.Escape(FormattableString.Invariant($"{value:N0} problems"));
            _bar.Value = Math.Min(_input.BytesRead, _bar.MaxValue);
        }
    }

    /// <summary>Shows a step of which nobody knows how long it takes.</summary>
    public void Step(string name) => Step(name, 0, 0);

    /// <summary>Shows how much of a step is done.</summary>
    public void Step(string name, long done, long of)
    {
        if (_bar is not null)
        {
            _bar.Description = Markup.Escape(ShownText.OneLine(name));
            _bar.IsIndeterminate = of == 0;
            _bar.MaxValue = Math.Max(1, of);
            _bar.Value = done;
        }
    }

    private static async Task<T> RunAsync<T>(ToolStreams streams, string name, InputSource? input, Func<Progress, Task<T>> work)
    {
        if (!streams.ErrorIsTerminal)
        {
            return await TimedAsync(new Progress(streams.Error.WriteLine, streams, input, null), work).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(streams.Error) });
        var bar = console.Progress().AutoClear(true).Columns(
            new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(ShownText.OneLine(name)), maxValue: Math.Max(1, input?.Length ?? 1));
            task.IsIndeterminate = input?.Length is null;
            return await TimedAsync(new Progress(console.WriteLine, streams, input, task), work).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task<T> TimedAsync<T>(Progress progress, Func<Progress, Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work(progress).ConfigureAwait(false);
        progress.Detail(string.Create(
            CultureInfo.InvariantCulture, $"Time: {Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s."));
        return result;
    }
}
