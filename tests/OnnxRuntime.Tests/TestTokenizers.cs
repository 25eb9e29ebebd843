namespace Accelerated.Inference.Tests;

/// <summary>The tokenizers that the tests bring.</summary>
internal static class TestTokenizers
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Tokenizers", name);

    public static ModelVocabulary Open(string name)
    {
        var codec = TokenizerJson.Read(Path(name));
        return new ModelVocabulary(codec, [], codec.Size, codec.AddsStartToken == true ? codec.StartToken : null);
    }
}
