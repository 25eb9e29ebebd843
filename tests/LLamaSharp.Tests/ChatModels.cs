using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Inference.LLamaSharp.Gguf;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>GGUF models with a ChatML template.</summary>
internal static class ChatModels
{
    /// <summary>Answers 42 to a question in its template and nothing of the kind to one outside.</summary>
    public const string Answer = "Models/chatml.gguf";

    /// <summary>Writes characters over several tokens, and control tokens.</summary>
    public const string Utf8 = "Models/utf8.gguf";

    public const string Reviews = "reviews-chat-f32.gguf";

    public static async Task<LLamaSharpSource> OpenAsync(string file, LLamaSharpOptions? options = null)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var settings = options ?? SmallModel.Exact;
        var header = GgufFile.Read(path);
        return new LLamaSharpSource(await LlamaEngine.LoadAsync(path, header, settings, CancellationToken.None), path, header, settings, ChatMl);
    }

    private static IReadOnlyList<PromptPart> ChatMl(IReadOnlyList<ChatMessage> messages) =>
    [
        .. messages.SelectMany(message => (PromptPart[])[new($"<|im_start|>{message.Role}\n", true), new(message.Text), new("<|im_end|>\n", true)]),
        new("<|im_start|>assistant\n", true),
    ];
}
