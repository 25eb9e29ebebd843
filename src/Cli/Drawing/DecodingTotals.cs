using System.Globalization;
using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>Totals of a run of decodings.</summary>
internal sealed class DecodingTotals
{
    private long _candidates;
    private TimeSpan _drawing;
    private TimeSpan _selecting;

    /// <summary>Prompts finished.</summary>
    public long Prompts { get; private set; }

    public void Add(Decoding decoding)
    {
        Prompts++;
        _candidates += decoding.OutsideGrid is null ? decoding.Samples.Count : decoding.Votes.Count;
        _drawing += decoding.Drawing;
        _selecting += decoding.Selecting;
    }

    /// <summary>One line of text; times are summed over prompts, although several run at once.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prompts} {(Prompts == 1 ? "prompt" : "prompts")}, {_candidates} {(_candidates == 1 ? "candidate" : "candidates")}; " +
        $"{_drawing.TotalSeconds:F2} s drawing and {_selecting.TotalSeconds:F2} s selecting, summed over prompts.");
}
