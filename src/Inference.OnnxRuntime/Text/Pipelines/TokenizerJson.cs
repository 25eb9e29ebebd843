using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Reads a tokenizer.json of Hugging Face's tokenizers.</summary>
internal static class TokenizerJson
{
    /// <summary>The tokenizer of a file; null where it is a vocabulary alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="special">Names of tokens that no text produces, besides those of the file.</param>
    /// <exception cref="ModelException">It is damaged, or has a part that is not known; the message names it.</exception>
    public static ITextCodec? Read(string path, IReadOnlySet<string> special)
    {
        try
        {
            return JsonFile.Read(
                path,
                "Tokenizer file",
                root => root.Get("added_tokens") is null && root.Get("model")?.ValueKind != JsonValueKind.Object
                    ? null
                    : Read(root, special));
        }
        catch (NotSupportedException exception)
        {
            throw new ModelException(
                $"Tokenizer file '{path}' cannot be used: {exception.Message}. Give the model's SentencePiece tokenizer, or a tokenizer " +
                "of your own.",
                path,
                exception);
        }
    }

    private static PipelineCodec Read(JsonElement root, IReadOnlySet<string> special)
    {
        var model = root.GetProperty("model");
        AddedToken[] added = root.Get("added_tokens") is { } list
            ? [.. list.EnumerateArray().Select(token => AddedTokenJson.Read(token, token.GetProperty("id").TokenId()))]
            : [];
        var vocabulary = WordModelJson.Vocabulary(model);
        var named = vocabulary.Where(token => special.Contains(token.Key)).Select(token => token.Value);
        var hidden = added.Where(token => token.IsSpecial).Select(token => token.Id).Concat(named).ToHashSet();
        var start = PromptStart(root.Get("post_processor"));
        return new PipelineCodec(
            With(vocabulary, added),
            NormalizerJson.Read(root.Get("normalizer")),
            PreTokenizerJson.Read(root.Get("pre_tokenizer")),
            WordModelJson.Read(model, vocabulary, hidden),
            TokenTexts.Read(root.Get("decoder")))
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
                return json.GetProperty("processors").EnumerateArray().Select(item => PromptStart(item)).FirstOrDefault(
                    start => start is not null);
            case "ByteLevel":
                return null;
            case "BertProcessing" or "RobertaProcessing":
                return json.GetProperty("cls")[1].TokenId();
            case "TemplateProcessing":
                var parts = json.GetProperty("single").EnumerateArray().TakeWhile(item => item.Get("Sequence") is null);
                string[] before = [.. parts.Select(item => item.GetProperty("SpecialToken").Text("id")!)];
                var special = before.Select(name => json.GetProperty("special_tokens").GetProperty(name).GetProperty("ids"));
                int[] ids = [.. special.SelectMany(list => list.EnumerateArray()).Select(id => id.TokenId())];
                return ids.Length <= 1
                    ? ids is [var only] ? only : null
                    : throw new NotSupportedException(
                        $"it puts {ids.Length} tokens before a prompt ({string.Join(", ", before)}); at most 1 can be");
            case var kind:
                throw new NotSupportedException($"its post-processor '{kind}' is not known");
        }
    }
}
