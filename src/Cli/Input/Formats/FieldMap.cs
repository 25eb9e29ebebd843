using System.Text.Json;
using Accelerated.Cli.Input.Formats.Json;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Takes id, candidates and right answers from the fields that options name.</summary>
internal static class FieldMap
{
    /// <summary>Puts the named fields of a record in the place of what its format gave.</summary>
    /// <exception cref="BadLineException">The record lacks the named candidates.</exception>
    public static void Apply(InputSettings settings, JsonElement record, MappedRecord target)
    {
        if (settings.Id is { } id)
        {
            target.Id = id.Of(record).Select(value => ((JsonElement?)value).Text()).FirstOrDefault()
                ?? throw new BadLineException($"there is no text or number at '{id.Text}', which --id names");
            target.Others.RemoveAll(other => other.Name == "id");
        }

        if (settings.Candidates is { } candidates)
        {
            var values = candidates.Of(record).SelectMany(Flat).ToList();
            if (values.Count == 0)
            {
                throw new BadLineException($"there is no candidate at '{candidates.Text}', which --candidates names");
            }

            target.Candidates.Clear();
            target.Candidates.AddRange(values.Select(AnswerLists.Candidate));
            target.Others.RemoveAll(other => other.Name == "candidates" || other.Name == candidates.Root);
        }

        if (settings.Gold is { } gold)
        {
            target.Golds.Clear();
            target.Golds.AddRange(gold.Of(record).SelectMany(value => AnswerLists.AnswersOf(value)));
            target.Others.RemoveAll(other => other.Name == "gold");
        }
    }

    private static IEnumerable<JsonElement> Flat(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flat) : [value];
}
