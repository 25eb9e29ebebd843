using System.Globalization;
using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;
using Accelerated.Inference.Templates;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// What the files beside a tokenizer add to it, as Hugging Face writes them: <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>,
/// <c>added_tokens.json</c>, and the chat template, which may lie in a file of its own.
/// </summary>
internal sealed class TokenizerConfiguration
{
    private const string What = "Tokenizer configuration";

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, AddedToken> _tokens = [];
    private readonly HashSet<string> _specialNames = new(StringComparer.Ordinal);

    /// <summary>Names of tokens that no text produces.</summary>
    public IReadOnlySet<string> SpecialNames =>
        _tokens.Values.Where(token => token.IsSpecial).Select(token => token.Name).Concat(_specialNames).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether prompts begin with <see cref="StartName"/>; null where nothing is said.</summary>
    public bool? AddsStartToken { get; private set; }

    public string? StartName { get; private set; }

    public string? EndName { get; private set; }

    /// <summary>The source of the chat template; null without one.</summary>
    public string? ChatTemplate { get; private set; }

    /// <summary>Where <see cref="ChatTemplate"/> was read.</summary>
    public string? ChatTemplatePath { get; private set; }

    /// <summary>Reads what lies beside the model, or else beside its tokenizer.</summary>
    public static TokenizerConfiguration Read(string modelPath, string? tokenizerPath)
    {
        ModelFolder[] folders = tokenizerPath is null
            ? [new ModelFolder(modelPath)]
            : [new ModelFolder(modelPath), new ModelFolder(tokenizerPath)];
        var result = new TokenizerConfiguration();
        if (Find("added_tokens.json") is { } added)
        {
            Read(added, result.ReadIds);
        }

        if (Find("special_tokens_map.json") is { } map)
        {
            Read(map, result.ReadSpecialNames);
        }

        if (Find("tokenizer_config.json") is { } path)
        {
            Read(path, root => result.ReadConfiguration(root, path));
        }

        if (Find("chat_template.json") is { } json)
        {
            Read(json, root => result.ReadTemplate(root, json));
        }

        if (Find("chat_template.jinja") is { } jinja)
        {
            result.ChatTemplate = ModelFile.Read(jinja, "Chat template", stream => new StreamReader(stream).ReadToEnd());
            result.ChatTemplatePath = jinja;
        }

        return result;

        string? Find(string name) => folders.Select(folder => folder.Find(name)).FirstOrDefault(path => path is not null);
    }

    /// <summary>The parsed chat template; null without one.</summary>
    /// <exception cref="ModelException">It is not a valid template, or uses unsupported features.</exception>
    public Inference.Templates.ChatTemplate? ReadTemplate()
    {
        try
        {
            return ChatTemplate is null ? null : Inference.Templates.ChatTemplate.Parse(ChatTemplate, StartName, EndName);
        }
        catch (TemplateException exception)
        {
            throw new ModelException(
                $"The chat template of '{ChatTemplatePath}' cannot be used: {exception.Message} Give prompts in the form that the model " +
                "was trained on, and set OnnxOptions.Chat to Never.",
                ChatTemplatePath!,
                exception);
        }
    }

    /// <summary>The added tokens.</summary>
    /// <param name="codec">The tokenizer, which has the ids of those that are only named.</param>
    public IReadOnlyList<AddedToken> AddedTokens(ITextCodec codec)
    {
        var tokens = _tokens.Values
            .Select(token => token with { IsSpecial = token.IsSpecial || _specialNames.Contains(token.Name) })
            .ToDictionary(token => token.Id);
        foreach (var (name, id) in _ids)
        {
            tokens.TryAdd(id, new AddedToken(id, name, _specialNames.Contains(name)));
        }

        var known = codec.AddedTokens.ToDictionary(token => token.Id);
        foreach (var name in _specialNames)
        {
            if (tokens.Values.All(token => token.Name != name) && codec.Find(name) is { } id)
            {
                tokens.TryAdd(
                    id, known.TryGetValue(id, out var token) ? token with { IsSpecial = true } : new AddedToken(id, name, IsSpecial: true));
            }
        }

        return [.. tokens.Values];
    }

    private static void Read(string path, Action<JsonElement> read) => JsonFile.Read(path, What, root =>
    {
        read(root);
        return true;
    });

    private void ReadIds(JsonElement root)
    {
        foreach (var item in root.EnumerateObject())
        {
            _ids[item.Name] = item.Value.TokenId();
        }
    }

    private void ReadConfiguration(JsonElement root, string path)
    {
        ReadSpecialNames(root);
        AddsStartToken = root.Get("add_bos_token")?.GetBoolean();
        if (root.Get("added_tokens_decoder") is { } added)
        {
            foreach (var item in added.EnumerateObject())
            {
                var id = int.Parse(item.Name, CultureInfo.InvariantCulture);
                _tokens[id] = AddedTokenJson.Read(item.Value, id);
            }
        }

        ReadTemplate(root, path);
    }

    private void ReadSpecialNames(JsonElement root)
    {
        StartName = Name(root.Get("bos_token")) ?? StartName;
        EndName = Name(root.Get("eos_token")) ?? EndName;
        JsonElement? list = root.Get("additional_special_tokens") is { ValueKind: JsonValueKind.Array } array ? array : null;
        string?[] names =
        [
            Name(root.Get("bos_token")), Name(root.Get("eos_token")), Name(root.Get("pad_token")), Name(root.Get("unk_token")),
            .. list?.EnumerateArray().Select(item => Name(item)) ?? [],
        ];
        _specialNames.UnionWith(names.OfType<string>());
    }

    // One template, or a list of named ones.
    private void ReadTemplate(JsonElement root, string path)
    {
        var template = root.Get("chat_template") switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().FirstOrDefault(
                item => item.Text("name") == "default").Text("template"),
            _ => null,
        };
        if (!string.IsNullOrEmpty(template))
        {
            (ChatTemplate, ChatTemplatePath) = (template, path);
        }
    }

    private static string? Name(JsonElement? token) => token switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } item => item.Text("content"),
        _ => null,
    };
}
