using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Accelerated.Inference.Chat;

/// <summary>
/// Decides among answers some of which may be tool calls: first by kind, where calls need the majority, then within the kind, texts by the
/// metric and calls by frequency.
/// </summary>
internal static class ChatKinds
{
    /// <summary>Draws all answers and decides.</summary>
    public static async Task<Decoding> DecodeAsync(
        ChatDrawing drawing,
        MetricAwareDecoder words,
        MetricAwareDecoder calls,
        DecodingOptions options,
        CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var drawn = await DrawnSet.CollectAsync(drawing.Source, drawing.Prompt, options.Draws, options.Sampling, cancellationToken)
            .ConfigureAwait(false);
        var time = Stopwatch.GetElapsedTime(start);
        var callsWin = drawn.Candidates.Count(candidate => drawing.CallsTools(candidate.Index)) * 2 > drawn.Candidates.Count;
        DrawnCandidate[] kind = [.. drawn.Candidates.Where(candidate => drawing.CallsTools(candidate.Index) == callsWin)];
        using var source = new DrawnBefore(drawing.Source, kind, options.Sampling.FirstCandidate);
        var voting = options with { Candidates = kind.Length, Quorum = Math.Min(options.Quorum, kind.Length), Stop = null };
        if (kind.Length < Math.Min(options.Quorum, options.Draws))
        {
            throw new DrawingException(
                $"Only {kind.Length} of {options.Draws} answers are of the most frequent kind ({(callsWin ? "tool calls" : "texts")}), " +
                $"below the quorum of {options.Quorum}. What was drawn is kept with this error; ask for the rest, or lower " +
                "DecodingOptions.Quorum.",
                drawn.Candidates,
                options.Draws,
                drawn.Failure);
        }

        var decoder = callsWin ? calls.With(source, voting with { DecisionTemperature = 1, Answer = null }) : words.With(source, voting);
        var decoding = await decoder.DecodeAsync(drawing.Prompt, cancellationToken).ConfigureAwait(false);
        decoding.Chosen = decoding.Chosen is { } chosen ? kind[chosen.Index] : null;
        (decoding.Samples, decoding.Requested, decoding.Failure) = (drawn.Candidates, options.Draws, drawn.Failure);
        decoding.Drawing = time;
        return decoding;
    }

    // Returns candidates drawn before, under their source's name.
    private sealed class DrawnBefore(ICandidateSource source, IReadOnlyList<DrawnCandidate> candidates, int first) : ICandidateSource
    {
        public string Name => source.Name;

        public bool GivesLogProbabilities(SamplingOptions options, bool ofSampling = false) =>
            source.GivesLogProbabilities(options, ofSampling);

        public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
            Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await ValueTask.CompletedTask.ConfigureAwait(false);
            for (var k = 0; k < count; k++)
            {
                yield return candidates[options.FirstCandidate - first + k] with { Index = k };
            }
        }

        public void Dispose()
        {
        }
    }
}
