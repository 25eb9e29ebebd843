using System.Text.Json;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Formats;
using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The fields of a line that only an evaluation reads: its group, and answers that are measured and do not vote.</summary>
internal sealed class ItemFields
{
    private readonly FieldPath? _group;
    private readonly List<(string Row, FieldPath Field)> _answers = [];

    /// <summary>Fields by their paths.</summary>
    /// <param name="group">The group; null if there is none.</param>
    /// <param name="answers">The answers, each as FIELD or NAME=FIELD.</param>
    /// <exception cref="OptionException">A path is malformed, or two rows have one name.</exception>
    public ItemFields(FieldPath? group, IEnumerable<string> answers)
    {
        _group = group;
        foreach (var answer in answers)
        {
            var equals = answer.IndexOf('=', StringComparison.Ordinal);
            var field = FieldPath.Parse("answers", answer[(equals + 1)..]);
            var row = equals > 0 ? answer[..equals] : field.Text;
            if (_answers.Any(known => known.Row == row) || IsTaken(row))
            {
                throw new OptionException(
                    "answers",
                    $"Invalid value '{answer}' for --answers: another row is named '{row}'. Name this one, e.g. 'given={field.Text}'.");
            }

            _answers.Add((row, field));
        }
    }

    /// <summary>Whether lines have to be kept for these fields.</summary>
    public bool AreAny => _group is not null || _answers.Count > 0;

    /// <summary>The item of a line.</summary>
    /// <exception cref="BadLineException">The line has no group, or a field cannot be read.</exception>
    public EvaluationItem Of(PromptItem item, PromptProblem.Drawn drawn)
    {
        if (!AreAny)
        {
            return new EvaluationItem(drawn.Problem) { Greedy = drawn.Greedy };
        }

        using var line = Parse(item.Record);
        var group = TextOf(_group, line.RootElement);
        if (_group is not null && group is null)
        {
            throw new BadLineException($"the field '{_group.Text}' of --group is missing; give every line a text or a number there");
        }

        return new EvaluationItem(drawn.Problem)
        {
            Greedy = drawn.Greedy,
            Group = group,
            Answers = [.. _answers.Select(answer => (
                answer.Row,
                TextOf(answer.Field, line.RootElement) is { } text
                    ? new Candidate(text) { Language = drawn.Problem.Candidates[0]?.Language }
                    : null))],
        };
    }

    // The first value of the path that is a text, a number or a truth value; null if there is none.
    private static string? TextOf(FieldPath? field, JsonElement record)
    {
        try
        {
            return field?.Of(record).Select(value => value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            }).FirstOrDefault();
        }
        catch (InvalidOperationException)
        {
            throw new BadLineException($"'{field!.Text}' cannot be read, it has half of a surrogate pair; correct it");
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> record)
    {
        try
        {
            return JsonDocument.Parse(record);
        }
        catch (JsonException e)
        {
            throw new BadLineException($"the fields of --group and --answers cannot be read: {e.Message}");
        }
    }

    private static bool IsTaken(string row) =>
        row is UsualRules.Greedy or UsualRules.MostLikely or UsualRules.Majority or UsualRules.OneSample or UsualRules.Oracle
            or UsualRules.BestSource
        || row.StartsWith("best expected ", StringComparison.Ordinal) || row.StartsWith("source ", StringComparison.Ordinal);
}
