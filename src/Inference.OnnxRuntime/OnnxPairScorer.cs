using Accelerated.Inference.OnnxRuntime.Encoders;
using Accelerated.Metrics;

namespace Accelerated.Inference.OnnxRuntime;

/// <summary>
/// Scores pairs of texts by an ONNX model that reads both at once and gives one number: a cross-encoder, a learned metric such as BLEURT or
/// UniTE, or a quality estimate such as CometKiwi, whose second text is the source. <see cref="Metric.CreateBatched"/> makes a metric of
/// it. Safe for concurrent callers.
/// </summary>
/// <remarks>
/// The model takes <c>input_ids</c>, and <c>attention_mask</c> and <c>token_type_ids</c> where it needs them, and gives one number a pair
/// in single precision, which is the value as it is: no sigmoid is applied. The hypothesis is the first text.
/// </remarks>
public sealed class OnnxPairScorer : IBatchScorer, IDisposable
{
    private readonly EncoderModel _model;

    private OnnxPairScorer(string path, OnnxEncoderOptions options) => _model = new EncoderModel(path, options, "logits", "score");

    /// <summary>Pairs that were cut so far because they had more tokens than <see cref="OnnxEncoderOptions.MaxTokens"/>.</summary>
    public long TruncatedPairs => _model.Text.Cut;

    /// <summary>Loads a model and the tokenizer beside it.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    /// <exception cref="ModelException">The model or tokenizer is missing, damaged or of another kind.</exception>
    public static async Task<OnnxPairScorer> OpenAsync(
        string path, OnnxEncoderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new OnnxEncoderOptions();
        options.Validate();
        return await Task.Run(() => new OnnxPairScorer(path, options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="ModelException">The model failed, or does not give one number a pair.</exception>
    public Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return Task.Run(() => Score(pairs, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private IReadOnlyList<double> Score(IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellation)
    {
        if (pairs.Count == 0)
        {
            return [];
        }

        var (values, shape) = _model.Run([.. pairs.Select(pair => _model.Text.Encode(pair.Hypothesis, pair.Reference))], cancellation);
        return values.Length == pairs.Count
            ? Array.ConvertAll(values, value => (double)value)
            : throw _model.Refusal(
                $"its output has the shape {string.Join(" x ", shape)} for {pairs.Count} pairs; expected one number a pair. Name the "
                + $"output that has the score as {nameof(OnnxEncoderOptions)}.{nameof(OnnxEncoderOptions.Output)}");
    }
}
