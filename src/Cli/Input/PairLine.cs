using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>A hypothesis and its reference as one JSON object on one line.</summary>
/// <param name="Id">The line's id, if it has one.</param>
/// <param name="Hypothesis">The hypothesis.</param>
/// <param name="Reference">The reference.</param>
internal sealed record PairLine(string? Id, Candidate Hypothesis, Candidate Reference)
{
    /// <summary>Reads the pair on a line.</summary>
    /// <param name="line">UTF-8 without the line break.</param>
    /// <param name="replaced">Increased by the number of lone surrogates replaced.</param>
    /// <exception cref="BadLineException">The line is not a pair.</exception>
    public static PairLine Read(ReadOnlySpan<byte> line, ref long replaced)
    {
        var json = new JsonLine(line);
        json.Read();
        json.RequireObject("the line", "an object such as {\"hypothesis\": \"a\", \"reference\": \"b\"}");
        string? id = null;
        string? language = null;
        Candidate? hypothesis = null;
        Candidate? reference = null;
        while (json.NextProperty() is { } name)
        {
            switch (name)
            {
                case "id":
                    id = json.Id();
                    break;
                case "language" when json.Token != JsonTokenType.Null:
                    language = LanguageField.Read(ref json);
                    break;
                case "hypothesis":
                    hypothesis = CandidateValue.Read(ref json, name, -1);
                    break;
                case "reference":
                    reference = CandidateValue.Read(ref json, name, -1);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        json.End();
        replaced += json.Replaced;
        hypothesis = hypothesis ?? throw new BadLineException("'hypothesis' is missing; give a string or an object with a 'text'");
        reference = reference ?? throw new BadLineException("'reference' is missing; give a string or an object with a 'text'");
        return new PairLine(id, hypothesis with { Language = language }, reference with { Language = language });
    }
}
