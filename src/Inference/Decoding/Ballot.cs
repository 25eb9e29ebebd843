using System.Globalization;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>Turns drawn candidates into votes and maps each vote back to a sample.</summary>
internal sealed class Ballot
{
    private readonly IReadOnlyList<DrawnCandidate> _samples;
    private readonly string? _language;
    private readonly List<int> _sampleOf = [];
    private readonly List<Candidate> _votes = [];

    /// <summary>Sorts samples by the policy.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">The policy, and how answers are found.</param>
    /// <param name="language">The language of the answers; null where it is not known.</param>
    /// <param name="answerWeights">Where answers vote by the probability of the texts that carry them: how.</param>
    /// <exception cref="DecodingException">A sample is of a kind that the policy refuses.</exception>
    /// <exception cref="DrawingException">No sample can vote.</exception>
    public Ballot(
        IReadOnlyList<DrawnCandidate> samples,
        DecodingOptions options,
        string? language,
        (WeightSource Source, double Temperature)? answerWeights)
    {
        _samples = samples;
        _language = language;
        var extractor = options.Answer?.For(samples.Select(Whole));
        for (var k = 0; k < samples.Count; k++)
        {
            if (Vote(samples[k], options, extractor) is { } vote)
            {
                _sampleOf.Add(k);
                _votes.Add(vote);
            }
        }

        if (_votes.Count == 0)
        {
            throw new DrawingException(
                $"None of {samples.Count} samples can vote ({Empty} empty, {Truncated} truncated, {Refused} refused, {Unanswered} " +
                "without an answer). Keep more kinds of samples, draw more, or extract the answer in another way.",
                samples,
                samples.Count);
        }

        if (options.DecisionTemperature != 1)
        {
            Weigh(options);
        }
        else if (answerWeights is var (source, temperature))
        {
            // Two texts with the same answer are two draws: duplicates are equal texts, not equal answers.
            var drawn = _sampleOf.Select(k => samples[k].ToCandidate()).ToList();
            var weights = VoteWeights.Of(drawn, "Sample", source, temperature);
            for (var k = 0; k < _votes.Count; k++)
            {
                _votes[k] = _votes[k] with { Weight = weights[k] };
            }
        }
    }

    public IReadOnlyList<Candidate> Votes => _votes;

    /// <summary>The place of the sample behind each vote.</summary>
    public IReadOnlyList<int> Samples => _sampleOf;

    public int Empty { get; private set; }

    public int Truncated { get; private set; }

    public int Refused { get; private set; }

    public int Unanswered { get; private set; }

    /// <summary>
    /// The most likely sample with the answer of vote <paramref name="index"/>; that vote's sample where none is more likely.
    /// </summary>
    public DrawnCandidate SampleOf(int index)
    {
        var best = _samples[_sampleOf[index]];
        for (var k = 0; k < _votes.Count; k++)
        {
            if (KeyOf(_votes[k]) == KeyOf(_votes[index])
                && _samples[_sampleOf[k]].LogProbability > (best.LogProbability ?? double.NegativeInfinity))
            {
                best = _samples[_sampleOf[k]];
            }
        }

        return best;
    }

    private static string KeyOf(Candidate vote) => vote.Value?.Key ?? vote.Text;

    private Candidate? Vote(DrawnCandidate sample, DecodingOptions options, IAnswerExtractor? extractor)
    {
        var kept = true;
        if (sample.Finish == FinishReason.Refused)
        {
            Refused++;
            kept &= Keeps(options.Samples.Refused, sample, "was withheld by the service");
        }

        if (string.IsNullOrWhiteSpace(sample.Text))
        {
            Empty++;
            kept &= Keeps(options.Samples.Empty, sample, "is empty");
        }

        if (sample.Finish is FinishReason.Length or FinishReason.ContextFull)
        {
            Truncated++;
            kept &= Keeps(options.Samples.Truncated, sample, "was cut off at the token limit");
        }

        if (!kept || extractor is null)
        {
            return kept ? sample.ToCandidate(_language) : null;
        }

        if (extractor.TryRead(Whole(sample), out var answer))
        {
            return answer;
        }

        Unanswered++;
        return Keeps(options.Samples.Unanswered, sample, $"has no answer by {extractor.Name}") ? sample.ToCandidate(_language) : null;
    }

    private Candidate Whole(DrawnCandidate sample) =>
        new(sample.Text) { LogProbability = sample.LogProbability, Language = _language };

    private static bool Keeps(SampleUse use, DrawnCandidate sample, string what)
    {
        return use != SampleUse.Refuse
            ? use == SampleUse.Keep
            : throw new DecodingException(
                $"Sample {sample.Index} {what}, which DecodingOptions.Samples refuses. Keep or drop such samples, or change how they are " +
                "drawn.");
    }

    // Importance weights: the tempered probability over the one the sample was drawn with; the largest exponent is subtracted.
    private void Weigh(DecodingOptions options)
    {
        var exponents = new double[_votes.Count];
        for (var k = 0; k < exponents.Length; k++)
        {
            var sample = _samples[_sampleOf[k]];
            exponents[k] = sample.LogProbability is { } model && sample.SamplingLogProbability is { } drawn
                ? Tempering.Exponent(model, drawn, options.DecisionTemperature, sample.Index)
                : throw new DecodingException(
                    $"Sample {sample.Index} has no log-probability; a DecodingOptions.DecisionTemperature other than 1 needs one on " +
                    "each. Use a source that gives them, or leave it at 1.");
        }

        var largest = exponents.Max();
        if (!double.IsFinite(largest))
        {
            throw new DecodingException(string.Create(
                CultureInfo.InvariantCulture,
                $"The log-probabilities of {exponents.Length} samples give no finite weight: the largest is exp({largest}). " +
                $"Check the source, or leave DecodingOptions.DecisionTemperature at 1."));
        }

        for (var k = 0; k < exponents.Length; k++)
        {
            _votes[k] = _votes[k] with { Weight = Elementary.Exp(new Real(exponents[k] - largest)).Value };
        }
    }
}
