using System.Globalization;
using System.Text.Json;

namespace Accelerated.Inference.Chat;

/// <summary>Answers of one token, and their probabilities in a list of the likeliest tokens.</summary>
internal sealed class LabelProbabilities
{
    private readonly string[] _labels;

    /// <summary>Takes the answers.</summary>
    /// <exception cref="PromptException">There are no answers, or one is only white space.</exception>
    /// <exception cref="DecodingException">Two answers differ only in white space.</exception>
    public LabelProbabilities(IReadOnlyList<string> texts)
    {
        _labels = [.. texts.Select(text => text.Trim())];
        if (_labels.Length == 0 || _labels.Any(label => label.Length == 0))
        {
            throw new PromptException("An answer to score is empty; there is nothing to look for. Give each a text.");
        }

        var twice = _labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new DecodingException(
                $"Two answers to score are '{twice.Key}' apart from white space, which a service's first token does not distinguish. " +
                "Leave one out.");
        }
    }

    /// <summary>The log-probability of each answer; minus infinity where it is not listed.</summary>
    /// <param name="top">The likeliest first tokens.</param>
    /// <exception cref="DecodingException">Too much probability lies on tokens that only begin an answer.</exception>
    public double[] Read(IReadOnlyList<ChatToken> top)
    {
        var probabilities = new double[_labels.Length];
        foreach (var token in top)
        {
            var label = Array.IndexOf(_labels, token.Text.Trim());
            if (label >= 0 && !double.IsNaN(token.LogProbability))
            {
                probabilities[label] += Math.Exp(token.LogProbability);
            }
        }

        RefuseUnresolved(top, probabilities);
        return [.. probabilities.Select(probability => Math.Log(probability))];
    }

    // A token that begins an answer may belong to it where the answer is not one token: 1 to 10, exc to excellent, a space to any.
    private void RefuseUnresolved(IReadOnlyList<ChatToken> top, double[] probabilities)
    {
        var unresolved = 0.0;
        (string Token, string Label)? example = null;
        foreach (var token in top.Where(token => token.Text.Length > 0))
        {
            var beginning = token.Text.TrimStart();
            var begun = Enumerable.Range(0, _labels.Length).FirstOrDefault(
                k => probabilities[k] == 0 && _labels[k].Length > beginning.Length
                    && _labels[k].StartsWith(beginning, StringComparison.Ordinal), -1);
            if (begun >= 0)
            {
                unresolved += Math.Exp(token.LogProbability);
                example ??= (token.Text, _labels[begun]);
            }
        }

        if (unresolved > ChatContinuationScorer.LargestUnresolved)
        {
            throw new DecodingException(string.Create(
                CultureInfo.InvariantCulture,
                $"The service's first token {JsonSerializer.Serialize(example!.Value.Token, JsonTypes.Default.String)} only begins the " +
                $"answer '{example?.Label}', and " +
                $"tokens like it hold {unresolved:P0} of the probability. Score answers of one token that do not begin one another, such " +
                $"as 1..5 or A,B,C, or ask for just the answer."));
        }
    }
}
