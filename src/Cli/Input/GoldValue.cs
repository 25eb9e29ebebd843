using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>The right answers of a line: a string, a number, an object (a record), an array of these, or null.</summary>
internal static class GoldValue
{
    /// <summary>Reads the value; null where there is none.</summary>
    public static List<Candidate>? Read(ref JsonLine json, string name)
    {
        if (json.Token == JsonTokenType.Null)
        {
            return null;
        }

        if (json.Token == JsonTokenType.StartObject)
        {
            return [json.Raw()];
        }

        if (json.Token != JsonTokenType.StartArray)
        {
            return [One(ref json, $"'{name}'")];
        }

        json.RequireArray($"'{name}'", "a string, a number or an array of these");
        var answers = new List<Candidate>();
        while (json.NextElement())
        {
            answers.Add(One(ref json, $"'{name}[{answers.Count}]'"));
        }

        return answers.Count == 0 ? null : answers;
    }

    private static Candidate One(ref JsonLine json, string what) =>
        json.Token == JsonTokenType.Number ? json.Digits() : json.Text(what);
}
