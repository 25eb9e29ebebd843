namespace Accelerated.Cli.Tests;

/// <summary>The models beside the tests.</summary>
internal static class Models
{
    /// <summary>The small instruct model, which is the tool's default.</summary>
    public static string Chat => Small("reviews-chat-f32.gguf");

    /// <summary>The same in ONNX form.</summary>
    public static string ChatOnnx => Small("reviews-chat.onnx");

    /// <summary>The small model for plain prompts.</summary>
    public static string Plain => Small("reviews-tiny-f32.gguf");

    /// <summary>The same in ONNX form.</summary>
    public static string PlainOnnx => Small("reviews-tiny.onnx");

    /// <summary>A table of tokens: answers 42 after its chat template's opening of an answer, and otherwise something else.</summary>
    public static string ChatTable => Small("chatml.gguf");

    /// <summary>A table of tokens with emoji of four byte tokens each, and control tokens.</summary>
    public static string ByteTable => Small("utf8.gguf");

    private static string Small(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);
}
