using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference.Explaining;

/// <summary>An explanation as JSON.</summary>
internal static class ExplanationJson
{
    /// <summary>The explanation as one object.</summary>
    /// <param name="json">The output.</param>
    /// <param name="explanation">The explanation.</param>
    /// <param name="candidateOf">The index in the input of a candidate.</param>
    /// <param name="referenceOf">The index in the input of a reference.</param>
    public static void Write(Utf8JsonWriter json, Explanation explanation, Func<int, int> candidateOf, Func<int, int> referenceOf)
    {
        var selection = explanation.Selection;
        int CandidateOf(int index) => index < 0 ? index : candidateOf(index);
        json.WriteStartObject();
        json.WriteString("id", selection.Id);
        json.WriteString("metric", explanation.Options.Metric.Info.Name);
        json.WriteNumber("index", CandidateOf(selection.Index));
        json.WriteString("text", selection.Text);
        SelectionFields.WriteSummary(json, selection, explanation.Options, writesPlace: false);
        json.Number("marginErrors", explanation.MarginErrors);
        if (explanation.HeldOut is { } held)
        {
            json.WriteStartObject("heldOut");
            json.Number("chosen", held.Chosen);
            json.Number("heldOut", held.HeldOut);
            json.Number("optimism", held.Optimism);
            json.WriteNumber("splits", held.Splits);
            json.WriteEndObject();
        }

        json.WriteStartArray("supporters");
        foreach (var supporter in explanation.Supporters)
        {
            json.WriteStartObject();
            json.WriteNumber("index", referenceOf(supporter.Index));
            json.WriteString("text", supporter.Text);
            json.WriteNumber("votes", supporter.Votes);
            json.Number("weight", supporter.Weight);
            json.Number("utility", supporter.Utility);
            json.Number("share", supporter.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Number("agreement", explanation.Agreement);
        json.Number("entropy", explanation.Entropy);
        json.WriteStartArray("clusters");
        foreach (var cluster in explanation.Clusters)
        {
            json.WriteStartObject();
            json.WriteBoolean("holdsAnswer", cluster.HoldsAnswer);
            json.WriteString("text", cluster.Text);
            json.Number("weight", cluster.Weight);
            json.Number("utility", cluster.Utility);
            json.WriteStartArray("members");
            foreach (var member in cluster.Members)
            {
                json.WriteNumberValue(referenceOf(member));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("decidingVotes");
        foreach (var vote in explanation.DecidingVotes)
        {
            json.WriteStartObject();
            json.WriteNumber("index", referenceOf(vote.Index));
            json.WriteString("text", vote.Text);
            json.WriteNumber("otherIndex", CandidateOf(vote.OtherIndex));
            json.WriteString("otherText", vote.OtherText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
