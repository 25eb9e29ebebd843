using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Records of data sets: a list of answers under one of the usual names, strings or objects with a text.</summary>
internal sealed class AnswerLists() : JsonShape("huggingface", "records with a list of responses, generations, completions or answers")
{
    private static readonly string[] Lists =
    [
        "candidates", "responses", "generations", "completions", "outputs", "samples", "predictions", "generated_texts", "generated_text",
        "generated_responses", "model_outputs", "answers", "hypotheses", "hyps", "texts",
    ];

    private static readonly string[] Texts =
        ["text", "content", "generated_text", "response", "output", "completion", "answer", "generation", "value", "prediction"];

    private static readonly string[] LogProbabilities = ["logprob", "cumulative_logprob", "log_prob", "log_probability", "sum_logprob"];

    private static readonly string[] Golds =
    [
        "gold", "target", "targets", "ground_truth", "reference_answer", "gold_answer", "gold_answers", "reference", "solution", "answer",
        "label",
    ];

    private static readonly string[] Prompts = ["prompt", "instruction", "question", "input", "query"];

    private static readonly string[] Ids = ["id", "doc_id", "question_id", "qid", "uid", "idx", "index", "key", "prompt_id", "task_id"];

    /// <summary>The field with the right answers, if an option names it: its list is not one of candidates.</summary>
    public string? Gold { get; set; }

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.ValueKind == JsonValueKind.Array
        ? record.GetArrayLength() > 0 && record.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        : record.ValueKind == JsonValueKind.Object && ListOf(record) is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        if (record.ValueKind == JsonValueKind.Array)
        {
            target.Candidates.AddRange(record.EnumerateArray().Select(Candidate));
            return target.Candidates.Count > 0 ? true : throw new BadLineException("the array is empty; it must contain at least one text");
        }

        var list = ListOf(record) ?? throw new BadLineException(
            $"there is no list of answers; expected one of {string.Join(", ", Lists)}, or name it with --candidates");
        target.Id = First(record, Ids).Text();
        target.Prompt = First(record, Prompts).Text();
        target.Candidates.AddRange(record.GetProperty(list).EnumerateArray().Select(Candidate));
        target.Golds.AddRange(AnswersOf(First(record, Golds) ?? (list == "answers" ? null : record.Get("answers"))));
        string[] used = [list, .. Ids, .. Prompts, .. Golds, "answers", "references"];
        target.Others.AddRange(record.EnumerateObject()
            .Where(property => !used.Contains(property.Name) && (property.Name != "language" || IsLanguage(property.Value)))
            .Select(property => (property.Name, property.Value)));
        if (record.Get("references") is { ValueKind: JsonValueKind.Array } references)
        {
            target.References.AddRange(references.EnumerateArray().Select(Candidate));
        }

        return true;
    }

    /// <summary>A candidate: a text, a number, or an object with a text under one of the usual names.</summary>
    public static MappedCandidate Candidate(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new MappedCandidate(((JsonElement?)value).Text());
        }

        var text = value.Get("message", "content") is { } content ? Choices.Content(content) : First(value, Texts).Text();
        return new MappedCandidate(text)
        {
            LogProbability = First(value, LogProbabilities) is { ValueKind: JsonValueKind.String } infinite
                ? infinite.GetString() == "-inf" ? double.NegativeInfinity : null
                : First(value, LogProbabilities).Number(),
            Weight = value.Get("weight").Number(),
            Tokens = value.Get("tokens") is { ValueKind: JsonValueKind.Array } tokens
                && tokens.EnumerateArray().All(token => token.TryGetInt32(out _)) ? tokens : null,
            Finish = (value.Get("finish") ?? value.Get("finish_reason")).Text(),
            Source = (value.Get("source") ?? value.Get("model")).Text(),
        };
    }

    /// <summary>The right answers of a value: a text, a list, or an object with a text, as of SQuAD.</summary>
    public static IEnumerable<string> AnswersOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } => value.Items().SelectMany(item => AnswersOf(item)),
        { ValueKind: JsonValueKind.Object } some => AnswersOf(First(some, ["text", "answer", "value", "aliases"])),
        _ => value.Text() is { } text ? [text] : [],
    };

    // Of other data sets the field may hold anything, such as a programming language.
    private static bool IsLanguage(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Languages.Names.Contains(value.GetString()!.Split('-', '_')[0].ToLowerInvariant());

    private string? ListOf(JsonElement record) => Array.Find(Lists, name =>
        name != Gold
        && record.Get(name) is { ValueKind: JsonValueKind.Array } list
        && list.GetArrayLength() > 0
        && list.EnumerateArray().All(item => item.ValueKind switch
        {
            JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null => true,
            JsonValueKind.Object => First(item, [.. Texts, "message"]) is not null,
            _ => false,
        }));

    private static JsonElement? First(JsonElement record, string[] names) =>
        names.Select(name => record.Get(name)).FirstOrDefault(value => value is not null);
}
