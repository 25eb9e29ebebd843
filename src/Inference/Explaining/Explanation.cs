using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accelerated.Inference.Explaining;

/// <summary>Why an answer was selected: who supports it, who does not, and how little would have changed it.</summary>
public sealed class Explanation
{
    internal Explanation(Selection selection, SelectionOptions options) => (Selection, Options) = (selection, options);

    /// <summary>The selection.</summary>
    public Selection Selection { get; }

    /// <summary>The references by how much they support the answer, most first; those that the metric reads as one together.</summary>
    public IReadOnlyList<Supporter> Supporters { get; internal init; } = [];

    /// <summary>The groups of references that agree with one another: that of the answer first, then by weight.</summary>
    public IReadOnlyList<VoteCluster> Clusters { get; internal init; } = [];

    /// <summary>The metric from which two references agree.</summary>
    public double Agreement { get; internal init; }

    /// <summary>
    /// The entropy of the clusters' weights in nats: 0 where all agree (semantic entropy; Kuhn, Gal and Farquhar 2023).
    /// </summary>
    public double Entropy { get; internal init; }

    /// <summary>The votes without which another answer had been selected, by their index.</summary>
    public IReadOnlyList<DecidingVote> DecidingVotes { get; internal init; } = [];

    /// <summary>
    /// By how many standard errors of their paired difference the answer's expected metric is ahead of the runner-up's; infinite where
    /// every vote gives the same difference, NaN where there is no runner-up or fewer than two references vote.
    /// </summary>
    public double MarginErrors { get; internal init; }

    /// <summary>
    /// What the winner is worth by votes that did not select it; null where the answer need be no candidate and with fewer than
    /// four references.
    /// </summary>
    public HeldOutValue? HeldOut { get; internal init; }

    /// <summary>How it was selected.</summary>
    internal SelectionOptions Options { get; }

    /// <summary>The explanation as one JSON object on one line, the same text for the same problem.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ExplanationJson.Write(json, this, index => index, index => index);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The explanation as text for a reader, several lines.</summary>
    public override string ToString() => ExplanationText.Of(this, text => text, index => index);
}
