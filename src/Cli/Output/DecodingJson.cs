using System.Text.Json;
using Accelerated.Cli.Abstaining;
using Accelerated.Cli.Drawing;
using Accelerated.Inference;

namespace Accelerated.Cli.Output;

/// <summary>A decoding as one line of JSON: the properties of the selection and of the votes.</summary>
internal static class DecodingJson
{
    public static void Write(
        Utf8JsonWriter json, PromptItem item, Decoding decoding, SelectionOptions options, Abstention? abstention = null)
    {
        json.WriteStartObject();
        var isWithheld = abstention?.Withholds(decoding.Selection) == true;
        SelectionFields.Write(
            json, decoding.Selection, options, isWithheld ? abstention!.Fallback : decoding.Text, isAbstained: isWithheld);
        if (decoding.OutsideGrid is { } outside)
        {
            json.Number("outsideGrid", outside);
            json.WriteStartArray("grid");
            foreach (var vote in decoding.Votes)
            {
                json.WriteStartObject();
                json.WriteString("text", vote.Text);
                json.Number("logprob", vote.LogProbability ?? double.NaN);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (decoding.Requested > 0)
            {
                json.WriteNumber("chainsRequested", decoding.Requested);
                json.WriteNumber("chains", decoding.Samples.Count);
            }
        }
        else
        {
            json.WriteString("answer", isWithheld ? null : decoding.Selection.Text);
            if (!isWithheld && decoding.Chosen?.Reasoning is { } reasoning)
            {
                json.WriteString("reasoning", reasoning);
            }

            json.WriteNumber("requested", decoding.Requested);
            json.WriteNumber("drawn", decoding.Samples.Count);
            json.WriteBoolean("stoppedEarly", decoding.StoppedEarly);
            json.WriteNumber("unanswered", decoding.Unanswered);
            json.WriteNumber("empty", decoding.Empty);
            json.WriteNumber("truncated", decoding.Truncated);
            json.WriteNumber("refused", decoding.Refused);
        }

        if (decoding.DroppedPromptTokens > 0)
        {
            json.WriteNumber("droppedPromptTokens", decoding.DroppedPromptTokens);
        }

        abstention?.Write(json, decoding.Selection);
        GoldJson.Write(json, item.Gold);
        json.WriteEndObject();
    }
}
