using System.Globalization;
using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Samples logged by lm-evaluation-harness: generated answers, or choices scored by their log-likelihood.</summary>
internal sealed class LmEvaluation() : JsonShape("lm-eval", "lm-evaluation-harness samples: doc_id, resps and target")
{
    private string? _filter;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("doc_id") is not null && record.Get("resps") is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        // Each filter repeats every sample with the same answers.
        var filter = record.Get("filter").Text() ?? "";
        _filter ??= filter;
        if (filter != _filter)
        {
            return false;
        }

        target.Id = record.Get("doc_id").Text();
        var contexts = Arguments(record).ToList();
        target.Prompt = contexts.Count > 0 ? contexts[0].Context : null;
        var responses = record.Get("resps").Items().Select(request => ((JsonElement?)request).Items().ToList()).ToList();
        var isScored = responses.Count == contexts.Count && responses.Count > 0
            && responses.TrueForAll(request => Likelihood(request) is not null);
        if (isScored)
        {
            target.Candidates.AddRange(responses.Select((request, choice) =>
                new MappedCandidate(contexts[choice].Continuation?.Trim()) { LogProbability = Likelihood(request) }));
        }
        else
        {
            target.Candidates.AddRange(
                responses.SelectMany(request => request).Select(text => new MappedCandidate(((JsonElement?)text).Text())));
        }

        target.Golds.AddRange(Targets(record, isScored ? target.Candidates : []));
        return target.Candidates.Count > 0 ? true : throw new BadLineException("'resps' has no answer");
    }

    // A scored choice is a pair of its log-likelihood and of whether it is the greedy one.
    private static double? Likelihood(List<JsonElement> request)
    {
        var pair = request is [{ ValueKind: JsonValueKind.Array } only] ? [.. only.EnumerateArray()] : request;
        return pair is [var number, var isGreedy]
            && ((JsonElement?)isGreedy).Text() is "true" or "false" or "True" or "False"
            && double.TryParse(((JsonElement?)number).Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    // Arguments are arrays, or objects with numbered names in newer versions.
    private static IEnumerable<(string? Context, string? Continuation)> Arguments(JsonElement record)
    {
        var arguments = record.Get("arguments");
        IEnumerable<JsonElement> requests = arguments is { ValueKind: JsonValueKind.Object } named
            ? named.EnumerateObject().Select(property => property.Value)
            : arguments.Items();
        foreach (var request in requests)
        {
            List<JsonElement?> parts = request.ValueKind == JsonValueKind.Object
                ? [.. request.EnumerateObject().Select(property => (JsonElement?)property.Value)]
                : [.. ((JsonElement?)request).Items().Select(part => (JsonElement?)part)];
            yield return (parts.Count > 0 ? parts[0].Text() : null, parts.Count > 1 ? parts[1].Text() : null);
        }
    }

    // The target of scored choices is the number of the right one.
    private static IEnumerable<string> Targets(JsonElement record, List<MappedCandidate> choices)
    {
        var target = record.Get("target");
        if (target.Text() is { } text)
        {
            var isIndex = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < choices.Count;
            return [isIndex ? choices[index].Text ?? text : text.TrimStart()];
        }

        return target.Items().Select(item => ((JsonElement?)item).Text()).OfType<string>();
    }
}
