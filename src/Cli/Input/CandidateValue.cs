using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>A candidate in JSON: a string, or an object with a 'text' and more properties.</summary>
internal static class CandidateValue
{
    /// <summary>Reads the candidate at <paramref name="json"/>.</summary>
    /// <param name="json">The reader, at the value.</param>
    /// <param name="list">The list's name, for messages.</param>
    /// <param name="index">The candidate's index in the list; -1 if there is no list.</param>
    public static Candidate Read(ref JsonLine json, string list, int index)
    {
        if (json.Token == JsonTokenType.String)
        {
            return new Candidate(json.Text(list));
        }

        if (json.Token == JsonTokenType.Number)
        {
            return new Candidate(json.Digits());
        }

        var path = index < 0 ? $"'{list}'" : $"{list}[{index}]";
        json.RequireObject(path, "a string or an object with a 'text'");
        string? text = null;
        List<int>? tokens = null;
        List<float>? vector = null;
        List<string>? labels = null;
        double? logProbability = null;
        double? weight = null;
        string? source = null;
        while (json.NextProperty() is { } name)
        {
            var at = index < 0 ? $"'{list}.{name}'" : $"{list}[{index}].{name}";
            switch (name)
            {
                case "text":
                    text = json.Token == JsonTokenType.Number ? json.Digits() : json.Text(at);
                    break;
                case "logprob" when json.Token != JsonTokenType.Null:
                    logProbability = json.Number(at);
                    break;
                case "weight" when json.Token != JsonTokenType.Null:
                    weight = json.Number(at);
                    break;
                case "source" when json.Token is JsonTokenType.String or JsonTokenType.Number:
                    source = json.Id();
                    break;
                case "tokens" when json.Token != JsonTokenType.Null:
                    json.RequireArray(at, "an array of token ids");
                    for (tokens = []; json.NextElement();)
                    {
                        tokens.Add(json.WholeNumber($"{at}[{tokens.Count}]"));
                    }

                    break;
                case "vector" when json.Token != JsonTokenType.Null:
                    json.RequireArray(at, "an array of numbers");
                    for (vector = []; json.NextElement();)
                    {
                        vector.Add((float)json.Number($"{at}[{vector.Count}]"));
                    }

                    break;
                case "labels" when json.Token != JsonTokenType.Null:
                    json.RequireArray(at, "an array of strings");
                    for (labels = []; json.NextElement();)
                    {
                        labels.Add(json.Text($"{at}[{labels.Count}]"));
                    }

                    break;
                case "logprob" or "weight" or "tokens" or "vector" or "labels" or "finish" or "source" or "reasoning":
                    json.Skip();
                    break;
                default:
                    json.Ignore(name);
                    break;
            }
        }

        if (text is null && labels is null && vector is null && tokens is null)
        {
            throw new BadLineException($"{path} has no 'text'; add one, which may be empty");
        }

        return new Candidate(text ?? "")
        {
            Tokens = tokens,
            LogProbability = logProbability,
            Weight = weight,
            Vector = vector,
            Labels = labels,
            Source = source,
        };
    }
}
