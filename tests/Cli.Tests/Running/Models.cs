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

    /// <summary>A model from a table of tokens, which answers 42 only after the answer prefix of its chat template.</summary>
    public static string ChatTable => Small("chatml.gguf");

    /// <summary>A model from a table of tokens, with control tokens and emoji of four byte tokens each.</summary>
    public static string ByteTable => Small("utf8.gguf");

    private static string Small(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);
}
