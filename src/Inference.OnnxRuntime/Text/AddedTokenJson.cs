using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Added tokens as Hugging Face writes them.</summary>
internal static class AddedTokenJson
{
    public static AddedToken Read(JsonElement token, int id) =>
        new(id, token.GetProperty("content").GetString() ?? "", token.Flag("special"))
    {
        TakesSpaceBefore = token.Flag("lstrip"),
        TakesSpaceAfter = token.Flag("rstrip"),
        IsWholeWord = token.Flag("single_word"),
    };
}
