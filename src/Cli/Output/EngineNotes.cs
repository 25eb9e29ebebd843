using System.Globalization;
using Accelerated.Inference;
using Accelerated.Inference.Engines;

namespace Accelerated.Cli.Output;

/// <summary>Says once a run that the CPU took over from a device, and, where asked, which engines were used and why.</summary>
/// <param name="choice">The engine that was asked for.</param>
internal sealed class EngineNotes(EngineChoice choice)
{
    private readonly Dictionary<(string Engine, string Device), long> _used = [];
    private string? _reason;
    private long _problems;
    private long _fallbacks;

    /// <summary>Looks at one selection.</summary>
    public void Add(Selection selection)
    {
        var use = (selection.Engine, selection.Device);
        _used[use] = _used.GetValueOrDefault(use) + 1;
        _problems++;
        _fallbacks += selection.Fallback is null ? 0 : 1;
        _reason ??= selection.Fallback;
    }

    /// <summary>Writes the notes.</summary>
    public void Report(Progress progress)
    {
        if (_reason is { } reason)
        {
            var device = choice.Equals(EngineChoice.Auto) ? "a device" : choice.ToString();
            progress.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"The CPU took over from {device} in {_fallbacks} of {_problems} problems: {reason.TrimEnd('.')}."));
        }

        if (!progress.IsVerbose)
        {
            return;
        }

        foreach (var ((engine, device), count) in _used)
        {
            progress.Detail(string.Create(CultureInfo.InvariantCulture, $"Engine: {engine} ({device}), {count} of {_problems} problems."));
        }

        progress.Detail(choice.Equals(EngineChoice.Auto)
            ? $"Why: auto decides {EngineFactory.List()[0].Remark}."
            : $"Why: --engine {choice}.");
    }
}
