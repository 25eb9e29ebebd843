using System.Text;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>GGUF models with a ChatML template.</summary>
internal static class ChatModels
{
    /// <summary>Answers 42 to a question in its template and nothing of the kind to one outside.</summary>
    public const string Answer = "Models/chatml.gguf";

    /// <summary>Writes characters over several tokens, and control tokens.</summary>
    public const string Utf8 = "Models/utf8.gguf";

    public const string Reviews = "reviews-chat-f32.gguf";

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);

    /// <summary>Opens one of them.</summary>
    public static Task<LLamaSharpCandidateSource> OpenAsync(string file, LLamaSharpOptions? options = null) =>
        LLamaSharpCandidateSource.OpenAsync(PathOf(file), options ?? SmallModel.Exact);

    /// <summary>Opens one of them with another text in place of its template, of which only as much as was there can be written.</summary>
    public static async Task<LLamaSharpCandidateSource> OpenWithTemplateAsync(
        string file, string template, LLamaSharpOptions? options = null)
    {
        var bytes = await File.ReadAllBytesAsync(PathOf(file));
        var key = "tokenizer.chat_template"u8;
        var at = bytes.AsSpan().IndexOf(key) + key.Length + sizeof(int);
        var length = (int)BitConverter.ToInt64(bytes, at);
        Encoding.UTF8.GetBytes(template.PadRight(length)).CopyTo(bytes, at + sizeof(long));
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes);
            return await LLamaSharpCandidateSource.OpenAsync(path, options ?? SmallModel.Exact);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
