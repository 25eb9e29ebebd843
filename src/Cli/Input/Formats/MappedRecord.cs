using System.Text.Json;

namespace Accelerated.Cli.Input.Formats;

/// <summary>A record of another format, in the parts of the tool's own.</summary>
internal sealed class MappedRecord
{
    private const int LongestPart = 1 << 16; // characters

    /// <summary>The record's id, if it has one.</summary>
    public string? Id { get; set; }

    /// <summary>The prompt, if it is one text.</summary>
    public string? Prompt { get; set; }

    /// <summary>The candidates, in the order of their indexes.</summary>
    public List<MappedCandidate> Candidates { get; } = [];

    /// <summary>The references, if they are not the candidates.</summary>
    public List<MappedCandidate> References { get; } = [];

    /// <summary>The right answers.</summary>
    public List<string> Golds { get; } = [];

    /// <summary>Further properties to keep, under their names.</summary>
    public List<(string Name, JsonElement Value)> Others { get; } = [];

    /// <summary>Names of settings of a request that the tool does not take from it.</summary>
    public List<string> Unused { get; } = [];

    /// <summary>Adds the candidates and right answers of another record of the same problem.</summary>
    public void Merge(MappedRecord other)
    {
        Candidates.AddRange(other.Candidates);
        Golds.AddRange(other.Golds.Except(Golds).ToList());
    }

    /// <summary>Writes the record as a line of the tool's own form.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Id is not null)
        {
            json.WriteString("id", Id);
        }

        if (Prompt is not null)
        {
            json.WriteString("prompt", Prompt);
        }

        Write(json, "candidates", Candidates);
        Write(json, "references", References);
        if (Golds.Count > 0)
        {
            json.WriteStartArray("gold");
            Golds.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        foreach (var (name, value) in Others)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, List<MappedCandidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var candidate in candidates)
        {
            Write(json, candidate);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MappedCandidate candidate)
    {
        if (candidate.Text is not { } text)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("text");
        WriteText(json, text);
        WriteNumber(json, "logprob", candidate.LogProbability);
        WriteNumber(json, "weight", candidate.Weight);
        if (candidate.Tokens is { ValueKind: JsonValueKind.Array } tokens)
        {
            json.WritePropertyName("tokens");
            tokens.WriteTo(json);
        }

        if (candidate.Finish is { } finish)
        {
            json.WriteString("finish", finish);
        }

        if (candidate.Source is { } source)
        {
            json.WriteString("source", source);
        }

        json.WriteEndObject();
    }

    // A long text is written in parts, because the writer reserves several times the length of what it is given.
    private static void WriteText(Utf8JsonWriter json, string text)
    {
        if (text.Length <= LongestPart)
        {
            json.WriteStringValue(text);
            return;
        }

        for (var start = 0; start < text.Length; start += LongestPart)
        {
            var length = Math.Min(LongestPart, text.Length - start);
            json.WriteStringValueSegment(text.AsSpan(start, length), isFinalSegment: start + length == text.Length);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else if (value is { } infinite)
        {
            json.WriteString(name, double.IsNaN(infinite) ? "nan" : infinite < 0 ? "-inf" : "inf");
        }
    }
}
