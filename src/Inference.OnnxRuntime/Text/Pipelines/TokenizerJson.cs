using System.Text.Json;

namespace Accelerated.Inference;

/// <summary>Reads a tokenizer.json of Hugging Face's tokenizers.</summary>
internal static class TokenizerJson
{
    /// <summary>The tokenizer of a file.</summary>
    /// <exception cref="ModelException">It is damaged, or has a part that is not known; the message names it.</exception>
    public static ITextCodec Read(string path)
    {
        try
        {
            return JsonFile.Read(path, "Tokenizer file", Read);
        }
        catch (NotSupportedException exception)
        {
            throw new ModelException($"Tokenizer file '{path}' cannot be used: {exception.Message}. Give the model's SentencePiece tokenizer, or a tokenizer of your own.", path, exception);
        }
    }

    private static PipelineCodec Read(JsonElement root)
    {
        var model = root.GetProperty("model");
        AddedToken[] added = [.. root.Get("added_tokens") is { } list ? list.EnumerateArray().Select(token => AddedTokenJson.Read(token, token.GetProperty("id").GetInt32())) : []];
        var hidden = added.Where(token => token.IsSpecial).Select(token => token.Id).ToHashSet();
        var vocabulary = WordModelJson.Vocabulary(model);
        var start = PromptStart(root.Get("post_processor"));
        return new PipelineCodec(
            With(vocabulary, added), NormalizerJson.Read(root.Get("normalizer")), PreTokenizerJson.Read(root.Get("pre_tokenizer")), WordModelJson.Read(model, vocabulary, hidden), TokenTexts.Read(root.Get("decoder")))
        {
            AddedTokens = added,
            AddsStartToken = start is not null,
            StartToken = start,
        };
    }

    private static Dictionary<string, int> With(Dictionary<string, int> vocabulary, AddedToken[] added)
    {
        var all = new Dictionary<string, int>(vocabulary, StringComparer.Ordinal);
        foreach (var token in added)
        {
            all[token.Name] = token.Id;
        }

        return all;
    }

    // The token that is put before a text. One that is put behind it, as encoders have it, has no place before an answer.
    private static int? PromptStart(JsonElement? processor)
    {
        if (processor is not { } json)
        {
            return null;
        }

        switch (json.Text("type"))
        {
            case "Sequence":
                return json.GetProperty("processors").EnumerateArray().Select(item => PromptStart(item)).FirstOrDefault(start => start is not null);
            case "ByteLevel":
                return null;
            case "BertProcessing" or "RobertaProcessing":
                return json.GetProperty("cls")[1].GetInt32();
            case "TemplateProcessing":
                string[] before = [.. json.GetProperty("single").EnumerateArray().TakeWhile(item => item.Get("Sequence") is null).Select(item => item.GetProperty("SpecialToken").Text("id")!)];
                int[] ids = [.. before.SelectMany(name => json.GetProperty("special_tokens").GetProperty(name).GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()))];
                return ids.Length <= 1
                    ? ids is [var only] ? only : null
                    : throw new NotSupportedException($"it puts {ids.Length} tokens before a prompt ({string.Join(", ", before)}); at most 1 can be");
            case var kind:
                throw new NotSupportedException($"its post-processor '{kind}' is not known");
        }
    }
}
