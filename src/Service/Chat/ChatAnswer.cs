using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Accelerated.Service.Http;
using Accelerated.Service.Profiles;
using Microsoft.Extensions.AI;

namespace Accelerated.Service.Chat;

/// <summary>A chat completion and the decision behind it, as JSON.</summary>
internal sealed class ChatAnswer
{
    private readonly ChatBody _body;
    private readonly Decided _decided;
    private readonly CandidateTable? _table;
    private readonly float[]? _matrix;

    /// <summary>The answer to a request.</summary>
    /// <param name="id">The response's id.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="body">The request.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="cancellation">Ends the computation of the utilities.</param>
    public ChatAnswer(string id, string model, ChatBody body, Decided decided, CancellationToken cancellation)
    {
        (Id, Model, _body, _decided) = (id, model, body, decided);
        Created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (body.IncludesCandidates || body.IncludesMatrix || body.Choices > 1)
        {
            _table = new CandidateTable(decided);
        }

        _matrix = body.IncludesMatrix ? _table!.Matrix(cancellation) : null;
        var decoding = decided.Decoding;
        Choices =
        [
            (decided.Text, decoding.Chosen?.Finish ?? FinishReason.EndOfText, decoding.Chosen?.Reasoning),
            .. (_table?.Rows ?? []).Where(row => row.Vote.Text != decided.Text).Take(body.Choices - 1)
                .Select(row => (row.Vote.Text, row.Finish, (string?)null)),
        ];
    }

    public string Id { get; }

    public string Model { get; }

    public long Created { get; }

    /// <summary>The answers to return, the best first: fewer than asked for where fewer are different.</summary>
    public IReadOnlyList<(string Text, FinishReason Finish, string? Reasoning)> Choices { get; }

    /// <summary>Why an answer ended, in OpenAI's words.</summary>
    public static string FinishOf(FinishReason finish) => ModelChat.FinishOf(finish)?.Value ?? ChatFinishReason.Stop.Value;

    /// <summary>Writes the whole response.</summary>
    public void Write(Utf8JsonWriter json)
    {
        WriteHead(json, "chat.completion");
        json.WriteStartArray("choices");
        for (var k = 0; k < Choices.Count; k++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", k);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", Choices[k].Text);
            json.WriteNull("refusal");
            if (Choices[k].Reasoning is { Length: > 0 } reasoning)
            {
                json.WriteString("reasoning_content", reasoning);
            }

            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", FinishOf(Choices[k].Finish));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUsage(json);
        WriteDecision(json);
    }

    /// <summary>Writes the properties that each part of a response has.</summary>
    public void WriteHead(Utf8JsonWriter json, string kind)
    {
        json.WriteString("id", Id);
        json.WriteString("object", kind);
        json.WriteNumber("created", Created);
        json.WriteString("model", Model);
    }

    /// <summary>Writes the property <c>usage</c>, where the model counts tokens.</summary>
    public void WriteUsage(Utf8JsonWriter json)
    {
        if (_decided.Usage is not { } usage)
        {
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.InputTokenCount ?? 0);
        json.WriteNumber("completion_tokens", usage.OutputTokenCount ?? 0);
        json.WriteNumber("total_tokens", usage.TotalTokenCount ?? ((usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0)));
        if (usage.ReasoningTokenCount is { } reasoning)
        {
            json.WriteStartObject("completion_tokens_details");
            json.WriteNumber("reasoning_tokens", reasoning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the property <c>accelerated</c>: the decision.</summary>
    public void WriteDecision(Utf8JsonWriter json)
    {
        var decoding = _decided.Decoding;
        var selection = decoding.Selection;
        var metric = _decided.Selection.Metric.Info;
        json.WriteStartObject("accelerated");
        json.WriteString("profile", _body.ProfileName);
        json.WriteString("metric", metric.Name);
        json.WriteString("direction", metric.Direction == Direction.HigherIsBetter ? "higher" : "lower");
        json.WriteString("rule", SelectionRules.NameOf(_decided.Selection.Rule));
        SelectionFields.WriteSummary(json, selection, _decided.Selection);
        json.WriteString("answer", selection.Text);
        json.WriteNumber("requested", decoding.Requested);
        json.WriteNumber("drawn", decoding.Samples.Count);
        json.WriteNumber("unanswered", decoding.Unanswered);
        json.WriteNumber("empty", decoding.Empty);
        json.WriteNumber("truncated", decoding.Truncated);
        json.WriteNumber("refused", decoding.Refused);
        if (decoding.DroppedPromptTokens > 0)
        {
            json.WriteNumber("droppedPromptTokens", decoding.DroppedPromptTokens);
        }

        if (decoding.Failure is { } failure)
        {
            json.WriteString("failure", failure.Message);
        }

        json.Number("drawingSeconds", decoding.Drawing.TotalSeconds);
        json.Number("selectingSeconds", decoding.Selecting.TotalSeconds);
        if (_body.IncludesCandidates || _matrix is not null)
        {
            WriteCandidates(json, _table!);
        }

        json.WriteEndObject();
    }

    private void WriteCandidates(Utf8JsonWriter json, CandidateTable table)
    {
        json.WriteStartArray("candidates");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            json.WriteString("text", row.Vote.Text);
            json.WriteNumber("count", row.Count);
            json.Number("share", row.Share);
            json.Number("expected", row.Expected);
            if (row.Vote.LogProbability is { } logProbability)
            {
                json.Number("logprob", logProbability);
            }

            json.WriteString("finish", FinishOf(row.Finish));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_matrix is not null)
        {
            MatrixJson.Write(json, _matrix, table.Rows.Count);
        }
    }
}
