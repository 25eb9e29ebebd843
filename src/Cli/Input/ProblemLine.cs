using System.Globalization;
using System.Text.Json;
using Accelerated.Cli.Input.Records;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>A problem as one JSON object on one line.</summary>
internal static class ProblemLine
{
    /// <summary>Reads the problem on a line.</summary>
    /// <param name="line">UTF-8 without the line break.</param>
    /// <param name="number">The line's number, the id of a problem without one.</param>
    /// <param name="notes">What the run notes of its input.</param>
    /// <exception cref="BadLineException">The line is not a problem.</exception>
    public static ProblemRecord Read(ReadOnlySpan<byte> line, long number, InputNotes notes)
    {
        var json = new JsonLine(line, notes);
        json.Read();
        json.RequireObject("the line", "an object such as {\"id\": \"q1\", \"candidates\": [\"a\", \"b\"]}");
        string? id = null;
        string? language = null;
        List<Candidate>? gold = null;
        List<Candidate>? candidates = null;
        List<Candidate>? references = null;
        int[]? indexes = null;
        while (json.NextProperty() is { } name)
        {
            switch (name)
            {
                case "id":
                    id = json.Id();
                    break;
                case "gold":
                    gold = GoldValue.Read(ref json, name);
                    break;
                case "language" when json.Token != JsonTokenType.Null:
                    language = LanguageField.Read(ref json);
                    break;
                case "candidates":
                    candidates = List(ref json, name, out indexes);
                    break;
                case "references" when json.Token != JsonTokenType.Null:
                    references = List(ref json, name, out _);
                    break;
                case "references" or "prompt" or "messages" or "system" or "language":
                    json.Skip();
                    break;
                default:
                    json.Ignore(name);
                    break;
            }
        }

        json.End();
        if (candidates is null)
        {
            throw new BadLineException("'candidates' is missing; give an array of strings or objects with a 'text'");
        }

        var problem = new Problem(id ?? number.ToString(CultureInfo.InvariantCulture), LanguageField.Of(candidates, language)!)
        {
            References = LanguageField.Of(references, language),
            Gold = LanguageField.Of(gold, language),
        };
        return new ProblemRecord(problem, number, indexes);
    }

    // A null element is left out; the indexes then say where each other one stood.
    private static List<Candidate> List(ref JsonLine json, string name, out int[]? indexes)
    {
        json.RequireArray($"'{name}'", "an array of strings or objects with a 'text'");
        var list = new List<Candidate>();
        List<int>? kept = null;
        var index = 0;
        for (; json.NextElement(); index++)
        {
            if (json.Token == JsonTokenType.Null)
            {
                kept ??= [.. Enumerable.Range(0, index)];
                continue;
            }

            kept?.Add(index);
            list.Add(CandidateValue.Read(ref json, name, index));
        }

        if (list.Count == 0)
        {
            throw new BadLineException(index == 0
                ? $"'{name}' is empty; it must contain at least one element"
                : $"'{name}' contains null only; give at least one text");
        }

        json.Notes.Unusable += index - list.Count;
        indexes = kept?.ToArray();
        return list;
    }
}
