using System.Globalization;
using System.Text;
using System.Text.Json;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Drawing;

/// <summary>A line with a prompt, a conversation, or existing candidates.</summary>
/// <param name="Id">The line's id, or its number.</param>
/// <param name="Line">The line's number.</param>
/// <param name="Prompt">The prompt; empty if the line has candidates.</param>
/// <param name="Gold">The right answers, if the line has any.</param>
/// <param name="Problem">The problem, if the line has candidates.</param>
internal sealed record PromptItem(string Id, long Line, Prompt Prompt, IReadOnlyList<Candidate>? Gold, Problem? Problem)
{
    /// <summary>The line as UTF-8, if its further fields are to be read; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Record { get; init; }

    /// <summary>Reads the item on a line.</summary>
    /// <param name="line">UTF-8 without the line break.</param>
    /// <param name="number">The line's number.</param>
    /// <param name="plan">Names the fields of prompt and right answer.</param>
    /// <param name="acceptsCandidates">Whether a line may have candidates instead of a prompt.</param>
    /// <param name="notes">What the run notes of its input.</param>
    /// <exception cref="BadLineException">The line is not such an item.</exception>
    public static PromptItem Read(ReadOnlySpan<byte> line, long number, DrawPlan plan, bool acceptsCandidates, InputNotes notes)
    {
        var goldName = notes.IsMapped ? "gold" : plan.Gold;
        var fields = Fields(
            line, plan.Template is null, goldName, out var messages, out var gold, out var hasCandidates, out var unreadable, notes);
        if (plan.GoldRecord is { } records)
        {
            gold = records.CanonicalText(Encoding.UTF8.GetString(line)) is { } record ? [record] : null;
        }

        var id = fields.GetValueOrDefault("id") ?? number.ToString(CultureInfo.InvariantCulture);
        if (hasCandidates && acceptsCandidates)
        {
            var record = ProblemLine.Read(line, number, notes);
            var problem = record.Problem;
            var answers = LanguageField.Of(gold, problem.Candidates[0].Language);
            problem = new Problem(problem.Id, record.AtTheirIndexes()) { References = problem.References, Gold = answers };
            return new PromptItem(id, number, "", gold, problem);
        }

        if (unreadable is not null)
        {
            throw unreadable;
        }

        var prompt = plan.Template is { } template ? Prompt.Of(template.Fill(fields)) : OfLine(messages, fields);
        var language = LanguageOf(fields, isPlain: plan.Template is not null);
        return new PromptItem(id, number, prompt with { Id = id, Language = language }, LanguageField.Of(gold, language), null);
    }

    // To a template it may be any field, such as a programming language.
    private static string? LanguageOf(Dictionary<string, string> fields, bool isPlain) =>
        fields.GetValueOrDefault("language") is { } tag
            ? LanguageField.Known(tag) ?? (isPlain ? null : throw LanguageField.Unknown())
            : null;

    private static Prompt OfLine(IReadOnlyList<ChatMessage>? messages, Dictionary<string, string> fields)
    {
        var text = fields.GetValueOrDefault("prompt");
        if (messages is not null && text is not null)
        {
            throw new BadLineException("the line has both 'messages' and a 'prompt'; keep one");
        }

        if (messages is null && text is null)
        {
            throw new BadLineException(
                "'prompt' is missing; give a string, or 'messages', or make it from other fields with --template");
        }

        if (fields.GetValueOrDefault("system") is not { } system)
        {
            return messages is not null ? Prompt.Of(messages) : new Prompt(text!);
        }

        if (messages?.Any(message => message.Role == ChatRole.System) == true)
        {
            throw new BadLineException("the line has a 'system' and its 'messages' have one too; keep one");
        }

        return Prompt.Of([new ChatMessage(ChatRole.System, system), .. messages ?? [new ChatMessage(ChatRole.User, text)]]);
    }

    private static Dictionary<string, string> Fields(
        ReadOnlySpan<byte> line,
        bool readsMessages,
        string goldName,
        out IReadOnlyList<ChatMessage>? messages,
        out List<Candidate>? gold,
        out bool hasCandidates,
        out BadLineException? unreadable,
        InputNotes notes)
    {
        var json = new JsonLine(line, notes);
        json.Read();
        json.RequireObject("the line", "an object such as {\"id\": \"q1\", \"prompt\": \"...\"}");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        messages = null;
        gold = null;
        hasCandidates = false;
        unreadable = null;
        while (json.NextProperty() is { } name)
        {
            hasCandidates |= name == "candidates";
            if (name == "messages" && readsMessages && json.Token != JsonTokenType.Null)
            {
                messages = MessagesValue.Read(ref json);
            }
            else if (json.Token is JsonTokenType.String or JsonTokenType.Number)
            {
                fields[name] = json.Id();
                gold = name == goldName ? [fields[name]] : gold;
            }
            else if (name == goldName && json.Token == JsonTokenType.StartObject)
            {
                gold = [json.Raw()];
            }
            else if (name == goldName && json.Token == JsonTokenType.StartArray)
            {
                gold = GoldValue.Read(ref json, name);
            }
            else
            {
                if (json.Token != JsonTokenType.Null && (name == "id" || (readsMessages && name is ("prompt" or "system"))))
                {
                    unreadable ??= json.Unexpected($"'{name}'", "a string or a number");
                }

                json.Skip();
            }
        }

        json.End();
        return fields;
    }
}
