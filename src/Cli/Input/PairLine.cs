using System.Text.Json;
using Accelerated.Cli.Input.Records;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>A hypothesis and its references as one JSON object.</summary>
/// <param name="Id">The pair's id, if it has one.</param>
/// <param name="Hypothesis">What is scored.</param>
/// <param name="References">What it is compared with, at least one.</param>
internal sealed record PairLine(string? Id, Candidate Hypothesis, IReadOnlyList<Candidate> References)
{
    /// <summary>Reads the pair on a line.</summary>
    /// <param name="line">UTF-8 without the line break.</param>
    /// <param name="notes">What the run notes of its input.</param>
    /// <exception cref="BadLineException">The line is not a pair.</exception>
    public static PairLine Read(ReadOnlySpan<byte> line, InputNotes notes)
    {
        var json = new JsonLine(line, notes);
        json.Read();
        json.RequireObject("the line", "an object such as {\"hypothesis\": \"a\", \"reference\": \"b\"}");
        string? id = null;
        string? language = null;
        Candidate? hypothesis = null;
        var references = new List<Candidate>();
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
                case "reference" or "references" when json.Token == JsonTokenType.StartArray:
                    for (var index = 0; json.NextElement(); index++)
                    {
                        references.Add(CandidateValue.Read(ref json, name, index));
                    }

                    break;
                case "reference":
                    references.Add(CandidateValue.Read(ref json, name, -1));
                    break;
                case "references":
                    throw json.Unexpected("'references'", "an array of strings or objects with a 'text'");
                default:
                    json.Skip();
                    break;
            }
        }

        json.End();
        hypothesis = hypothesis ?? throw new BadLineException("'hypothesis' is missing; give a string or an object with a 'text'");
        return references.Count > 0
            ? new PairLine(id, hypothesis with { Language = language }, LanguageField.Of(references, language)!)
            : throw new BadLineException("'reference' is missing; give a string or an object with a 'text'");
    }
}
