using System.Text.Json;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>Reads the JSON files of a model.</summary>
internal static class JsonFile
{
    // Some forty times what any model has; beyond it a file is damaged, and would take all memory.
    private const int LargestVocabulary = 1 << 24;

    /// <summary>Reads a file; whatever is wrong with it is a <see cref="ModelException"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, at the beginning of a sentence.</param>
    /// <param name="read">Takes what is needed from it.</param>
    public static T Read<T>(string path, string what, Func<JsonElement, T> read)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
            using var document = ModelFile.Read(path, what, stream => JsonDocument.Parse(stream, options));
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is
            JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException
                or ArgumentException)
        {
            throw new ModelException($"{what} '{path}' is not valid: {exception.Message} Correct or remove it.", path, exception);
        }
    }

    /// <summary>A property that is there and not null.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The numbers of a property that is one or a list of them.</summary>
    public static int[] Numbers(this JsonElement element, string name) => element.Get(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => item.GetInt32())],
        { } number => [number.GetInt32()],
    };

    /// <summary>A token's id.</summary>
    /// <exception cref="FormatException">It is not an id of a vocabulary.</exception>
    public static int TokenId(this JsonElement element) =>
        element.GetInt32() is >= 0 and < LargestVocabulary and var id
            ? id
            : throw new FormatException($"A token has the id {element.GetRawText()}, which is not in 0..{LargestVocabulary - 1}.");

    /// <summary>Whether a property is true.</summary>
    public static bool Flag(this JsonElement element, string name, bool otherwise = false) => element.Get(name)?.GetBoolean() ?? otherwise;

    /// <summary>The text of a property; null where there is none.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name)?.GetString();
}
