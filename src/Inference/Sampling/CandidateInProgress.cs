using System.Text;

namespace Accelerated.Inference;

/// <summary>
/// A candidate that is being drawn: collects tokens, text and log-probabilities, gives the random numbers, and finds the end. For engines;
/// one thread at a time.
/// </summary>
public sealed class CandidateInProgress
{
    private readonly SamplingOptions _options;
    private readonly DrawStream _stream;
    private readonly List<int> _tokens = [];
    private readonly List<int> _textEnds = [];
    private readonly StringBuilder _text = new();
    private double _logProbability;
    private double _samplingLogProbability;
    private int _textLength;

    /// <summary>Begins a candidate.</summary>
    /// <param name="index">Its index among the candidates of its prompt.</param>
    /// <param name="options">Valid options.</param>
    public CandidateInProgress(int index, SamplingOptions options)
    {
        Index = index;
        _options = options;
        _stream = new DrawStream(options.Seed, options.FirstCandidate + index);
    }

    /// <summary>Its index among the candidates of its prompt.</summary>
    public int Index { get; }

    /// <summary>Why it ended; null while it is under way.</summary>
    public FinishReason? Finish { get; private set; }

    /// <summary>The tokens drawn so far.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>The uniform number to draw the next token with.</summary>
    public double NextUniform() => _stream.Uniform(_tokens.Count);

    /// <summary>Adds a token that carries text.</summary>
    /// <param name="token">The token.</param>
    /// <param name="text">What it adds to the text; empty while a character is incomplete.</param>
    /// <returns>Whether the candidate is finished.</returns>
    public bool Append(SampledToken token, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Add(token);
        _text.Append(text);
        _textEnds.Add(_text.Length);
        _textLength = _text.Length;
        if (FindStop(_text.Length - text.Length) is { } stop)
        {
            _textLength = stop;
            Finish = FinishReason.StopString;
        }
        else if (_tokens.Count == _options.MaxTokens)
        {
            Finish = FinishReason.Length;
        }

        return Finish is not null;
    }

    /// <summary>Adds the end-of-text token, which finishes the candidate.</summary>
    /// <param name="token">The token.</param>
    public void End(SampledToken token)
    {
        Add(token);
        Finish = FinishReason.EndOfText;
    }

    /// <summary>The finished candidate.</summary>
    /// <exception cref="InvalidOperationException">It is still under way.</exception>
    public DrawnCandidate ToCandidate()
    {
        var finish = Finish ?? throw new InvalidOperationException($"Candidate {Index} is still under way after {_tokens.Count} tokens; draw on until it is finished.");
        var textTokens = _textEnds.Count;
        while (finish == FinishReason.StopString && textTokens > 0 && (textTokens == 1 ? 0 : _textEnds[textTokens - 2]) >= _textLength)
        {
            textTokens--;
        }

        return new DrawnCandidate(Index, _text.ToString(0, _textLength), finish)
        {
            Tokens = [.. _tokens],
            TextTokens = textTokens,
            LogProbability = _logProbability,
            SamplingLogProbability = _samplingLogProbability,
        };
    }

    private void Add(SampledToken token)
    {
        if (Finish is not null)
        {
            throw new InvalidOperationException($"Candidate {Index} is finished ({Finish}); no token can follow.");
        }

        _tokens.Add(token.Id);
        _logProbability += token.LogProbability;
        _samplingLogProbability += token.SamplingLogProbability;
    }

    // The first character of the earliest stop string that ends after the text's former end.
    private int? FindStop(int formerLength)
    {
        if (_options.StopStrings.Count == 0 || formerLength == _text.Length)
        {
            return null;
        }

        var from = Math.Max(0, formerLength - _options.StopStrings.Max(stop => stop.Length) + 1);
        var tail = _text.ToString(from, _text.Length - from);
        int? first = null;
        foreach (var stop in _options.StopStrings)
        {
            var at = tail.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first is null || from + at < first))
            {
                first = from + at;
            }
        }

        return first;
    }
}
