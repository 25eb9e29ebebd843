using System.Text.Json;

namespace Accelerated.Inference.Tests;

/// <summary>The tokenizers that the tests bring.</summary>
internal static class TestTokenizers
{
    /// <summary>No names of special tokens besides the file's own.</summary>
    public static IReadOnlySet<string> None { get; } = new HashSet<string>();

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Tokenizers", name);

    public static T[] Lines<T>(string name) =>
        [.. File.ReadLines(Path(name)).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];

    public static ModelVocabulary Open(string kind)
    {
        var codec = TokenizerJson.Read(Path(kind + ".json"), None)!;
        return new ModelVocabulary(codec, [], codec.Size, codec.AddsStartToken == true ? codec.StartToken : null);
    }
}
