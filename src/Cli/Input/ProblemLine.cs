using System.Globalization;
using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>A problem as one JSON object on one line.</summary>
internal static class ProblemLine
{
    /// <summary>Reads the problem on a line.</summary>
    /// <param name="line">UTF-8 without the line break.</param>
    /// <param name="number">The line's number, the id of a problem without one.</param>
    /// <param name="replaced">Increased by the number of lone surrogates replaced.</param>
    /// <exception cref="BadLineException">The line is not a problem.</exception>
    public static Problem Read(ReadOnlySpan<byte> line, long number, ref long replaced)
    {
        var json = new JsonLine(line);
        json.Read();
        json.RequireObject("the line", "an object such as {\"id\": \"q1\", \"candidates\": [\"a\", \"b\"]}");
        string? id = null;
        string? language = null;
        List<Candidate>? gold = null;
        List<Candidate>? candidates = null;
        List<Candidate>? references = null;
        while (json.NextProperty() is { } name)
        {
            switch (name)
            {
                case "id":
                    id = Once(id, name, json.Id());
                    break;
                case "gold":
                    gold = Once(gold, name, GoldValue.Read(ref json, name));
                    break;
                case "language" when json.Token != JsonTokenType.Null:
                    language = Once(language, name, LanguageField.Read(ref json));
                    break;
                case "candidates":
                    candidates = Once(candidates, name, List(ref json, name));
                    break;
                case "references" when json.Token == JsonTokenType.Null:
                    break;
                case "references":
                    references = Once(references, name, List(ref json, name));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        json.End();
        replaced += json.Replaced;
        if (candidates is null)
        {
            throw new BadLineException("'candidates' is missing; give an array of strings or objects with a 'text'");
        }

        return new Problem(id ?? number.ToString(CultureInfo.InvariantCulture), LanguageField.Of(candidates, language)!)
        {
            References = LanguageField.Of(references, language),
            Gold = LanguageField.Of(gold, language),
        };
    }

    private static List<Candidate> List(ref JsonLine json, string name)
    {
        json.RequireArray($"'{name}'", "an array of strings or objects with a 'text'");
        var list = new List<Candidate>();
        while (json.NextElement())
        {
            list.Add(CandidateValue.Read(ref json, name, list.Count));
        }

        return list.Count > 0 ? list : throw new BadLineException($"'{name}' is empty; it must contain at least one element");
    }

    private static T? Once<T>(T? before, string name, T? value) where T : class =>
        before is null ? value : throw new BadLineException($"'{name}' appears twice; keep one");
}
