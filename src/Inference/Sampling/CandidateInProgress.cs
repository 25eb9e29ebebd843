using System.Text;

namespace Accelerated.Inference;

/// <summary>
/// A candidate that is being drawn: collects tokens, text and log-probabilities, provides the random numbers, separates reasoning, and
/// finds the end. Not thread-safe.
/// </summary>
internal sealed class CandidateInProgress
{
    private readonly SamplingOptions _options;
    private readonly DrawStream _stream;
    private readonly List<int> _tokens = [];
    private readonly List<int> _textEnds = [];
    private readonly StringBuilder _text = new();
    private readonly int _maxTokens;
    private readonly int _droppedPromptTokens;
    private bool? _reasons;
    private bool _answers;
    private int _reasoningEnd;
    private int _answerStart;
    private double _logProbability;
    private double _samplingLogProbability;
    private int _textLength;

    /// <summary>Begins a candidate.</summary>
    /// <param name="index">Its index among the candidates of its prompt.</param>
    /// <param name="options">Valid options.</param>
    public CandidateInProgress(int index, SamplingOptions options)
        : this(index, options, new EncodedPrompt([], options.MaxTokens, 0, false))
    {
    }

    /// <summary>Begins a candidate of a prompt.</summary>
    internal CandidateInProgress(int index, SamplingOptions options, EncodedPrompt prompt)
    {
        Index = index;
        _options = options;
        _maxTokens = prompt.Answer;
        _droppedPromptTokens = prompt.Dropped;
        _reasons = prompt.OpensReasoning ? true : null;
        _stream = new DrawStream(options.Seed, options.FirstCandidate + index);
    }

    /// <summary>Its index among the candidates of its prompt.</summary>
    public int Index { get; }

    /// <summary>Why it ended; null while it is being drawn.</summary>
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
        FindAnswer(_text.Length - text.Length);
        if (FindStop(_text.Length - text.Length) is { } stop)
        {
            _textLength = stop;
            Finish = FinishReason.StopString;
        }
        else if (_tokens.Count == _maxTokens)
        {
            Finish = _maxTokens < _options.MaxTokens ? FinishReason.ContextFull : FinishReason.Length;
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

    /// <summary>Adds a stop token, which finishes the candidate.</summary>
    /// <param name="token">The token.</param>
    public void Stop(SampledToken token)
    {
        Add(token);
        Finish = FinishReason.StopString;
    }

    /// <summary>The finished candidate.</summary>
    /// <exception cref="InvalidOperationException">It is still under way.</exception>
    public DrawnCandidate ToCandidate()
    {
        var finish = Finish ?? throw new InvalidOperationException(
            $"Candidate {Index} is still under way after {_tokens.Count} tokens; draw on until it is finished.");
        var textTokens = _textEnds.Count;
        while (finish == FinishReason.StopString && textTokens > 0 && (textTokens == 1 ? 0 : _textEnds[textTokens - 2]) >= _textLength)
        {
            textTokens--;
        }

        var reasons = _reasons == true;
        var answer = reasons && !_answers ? _textLength : Math.Min(_answerStart, _textLength);
        return new DrawnCandidate(Index, _text.ToString(answer, _textLength - answer), finish)
        {
            Reasoning = reasons ? ReasoningText() : null,
            ReasoningTokens = reasons ? Math.Min(textTokens, _textEnds.Count(end => end <= answer)) : 0,
            DroppedPromptTokens = _droppedPromptTokens,
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

    // Finds the end of the reasoning and the start of the answer. Reads only new text: a reasoning may have thousands of tokens.
    private void FindAnswer(int formerLength)
    {
        _reasons ??= Reasoning.Begins(_text.ToString());
        if (_reasons != true)
        {
            return;
        }

        if (!_answers)
        {
            var from = Math.Max(0, formerLength - Reasoning.End.Length + 1);
            var end = _text.ToString(from, _text.Length - from).IndexOf(Reasoning.End, StringComparison.Ordinal);
            _answers = end >= 0;
            _reasoningEnd = from + end;
            _answerStart = _reasoningEnd + Reasoning.End.Length;
        }

        while (_answers && _answerStart < _text.Length && char.IsWhiteSpace(_text[_answerStart]))
        {
            _answerStart++; // white space between reasoning and answer belongs to neither
        }
    }

    private string ReasoningText()
    {
        var text = _text.ToString(0, _answers ? _reasoningEnd : _textLength).Trim();
        return text.StartsWith(Reasoning.Start, StringComparison.Ordinal) ? text[Reasoning.Start.Length..].Trim() : text;
    }

    // The first character of the earliest stop string that ends after the text's former end.
    private int? FindStop(int formerLength)
    {
        var isBeforeAnswer = _reasons == true && (!_answers || _answerStart == _text.Length);
        if (_options.StopStrings.Count == 0 || formerLength == _text.Length || isBeforeAnswer)
        {
            return null;
        }

        var from = Math.Max(_answers ? _answerStart : 0, formerLength - _options.StopStrings.Max(stop => stop.Length) + 1);
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
