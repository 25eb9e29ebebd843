using System.Security.Cryptography;
using System.Text.Json;

namespace Accelerated.Inference;

/// <summary>What the configuration beside a model tells.</summary>
internal sealed record ModelConfiguration(int? ContextLength, int? StartToken, IReadOnlyList<int> EndTokens, string? Sha256)
{
    private static readonly string[] LengthNames = ["max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length"];

    public static ModelConfiguration Read(string modelPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        string[] names = [Path.GetFileNameWithoutExtension(modelPath) + ".config.json", "config.json", Path.Combine("..", "config.json")];
        var path = names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return new ModelConfiguration(null, null, [], null);
        }

        try
        {
            using var document = ModelFile.Read(path, "Model configuration", stream => JsonDocument.Parse(stream));
            var root = document.RootElement;
            return new ModelConfiguration(
                LengthNames.Select(name => Numbers(root, name)).FirstOrDefault(found => found.Length > 0) is [var length, ..] ? length : null,
                Numbers(root, "bos_token_id") is [var start, ..] ? start : null,
                Numbers(root, "eos_token_id"),
                root.TryGetProperty("sha256", out var hash) ? hash.GetString() : null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new ModelException($"Model configuration '{path}' is not valid: {exception.Message} Correct or remove it.", path, exception);
        }
    }

    public void CheckHash(string modelPath)
    {
        if (Sha256 is null)
        {
            return;
        }

        var actual = Convert.ToHexStringLower(ModelFile.Read(modelPath, "Model file", SHA256.HashData));
        if (!actual.Equals(Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException($"Model file '{modelPath}' is damaged: its SHA-256 is {actual}, its configuration says {Sha256}. Fetch it again.", modelPath);
        }
    }

    private static int[] Numbers(JsonElement root, string name) => !root.TryGetProperty(name, out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.GetInt32())],
        JsonValueKind.Null => [],
        _ => [value.GetInt32()],
    };
}
