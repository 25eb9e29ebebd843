using Accelerated.Inference.OnnxRuntime.Encoders;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.OnnxRuntime;

/// <summary>
/// Embeds texts by an ONNX encoder, such as the exports of sentence-transformers. Safe for concurrent callers. Vectors are the model's own,
/// not of length 1, which makes no difference to the cosine.
/// </summary>
/// <remarks>
/// The model takes <c>input_ids</c>, and <c>attention_mask</c> and <c>token_type_ids</c> where it needs them, and gives one vector a text,
/// or one a token, of which <see cref="OnnxEncoderOptions.Pooling"/> makes one.
/// </remarks>
public sealed class OnnxSentenceEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EncoderModel _model;
    private readonly EncoderPooling _pooling;
    private readonly EmbeddingGeneratorMetadata _metadata;

    private OnnxSentenceEncoder(string path, OnnxEncoderOptions options)
    {
        _model = new EncoderModel(path, options, "sentence_embedding", "last_hidden_state");
        _pooling = options.Pooling;
        _metadata = new EmbeddingGeneratorMetadata("onnx", defaultModelId: Path.GetFileName(path));
    }

    /// <summary>Texts that were cut so far because they had more tokens than <see cref="OnnxEncoderOptions.MaxTokens"/>.</summary>
    public long TruncatedTexts => _model.Text.Cut;

    /// <summary>Loads a model and the tokenizer beside it.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    /// <exception cref="ModelException">The model or tokenizer is missing, damaged or of another kind.</exception>
    public static async Task<OnnxSentenceEncoder> OpenAsync(
        string path, OnnxEncoderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new OnnxEncoderOptions();
        options.Validate();
        return await Task.Run(() => new OnnxSentenceEncoder(path, options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="ModelException">The model failed, or gives no vectors.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Task.Run(() => Embed([.. values], cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private GeneratedEmbeddings<Embedding<float>> Embed(string[] texts, CancellationToken cancellation)
    {
        if (texts.Length == 0)
        {
            return [];
        }

        EncoderRow[] rows = [.. texts.Select(_model.Text.Encode)];
        var (values, shape) = _model.Run(rows, cancellation);
        var width = rows.Max(row => row.Tokens.Length);
        var isPooled = shape.Length == 2;
        if (!(isPooled || (shape.Length == 3 && shape[1] == width)) || shape[0] != texts.Length || shape[^1] < 1)
        {
            throw _model.Refusal(
                $"its output has the shape {string.Join(" x ", shape)} for {texts.Length} texts of {width} tokens; expected a vector a "
                + $"text or a token. Name the output that has it as {nameof(OnnxEncoderOptions)}.{nameof(OnnxEncoderOptions.Output)}");
        }

        var size = (int)shape[^1];
        return new(rows.Select((row, r) => new Embedding<float>(
            isPooled ? values.AsMemory(r * size, size).ToArray() : Pool(values.AsSpan(r * width * size), row.Tokens.Length, size))))
        {
            Usage = new UsageDetails { InputTokenCount = rows.Sum(row => (long)row.Tokens.Length) },
        };
    }

    private float[] Pool(ReadOnlySpan<float> tokens, int count, int size)
    {
        if (_pooling == EncoderPooling.First)
        {
            return tokens[..size].ToArray();
        }

        var sums = new double[size];
        for (var k = 0; k < count; k++)
        {
            for (var d = 0; d < size; d++)
            {
                sums[d] += tokens[k * size + d];
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / count));
    }
}
