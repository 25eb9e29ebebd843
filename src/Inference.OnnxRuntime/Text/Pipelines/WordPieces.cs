using System.Text;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>WordPiece (Schuster and Nakajima 2012), by Microsoft.ML.Tokenizers.</summary>
internal sealed class WordPieces : IWordModel
{
    private readonly WordPieceTokenizer _tokenizer;

    /// <summary>Puts the model together.</summary>
    /// <param name="names">The pieces, by id; null where an id has none that a text produces.</param>
    /// <param name="unknown">The piece for words that are not made of pieces.</param>
    /// <param name="prefix">What pieces that do not begin a word have before them.</param>
    /// <param name="longest">Characters of the longest word that is looked up.</param>
    public WordPieces(IReadOnlyList<string?> names, string unknown, string prefix, int longest)
    {
        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', names.Select((name, id) => name ?? $"\u0001{id}"))));
        var options = new WordPieceOptions { UnknownToken = unknown, ContinuingSubwordPrefix = prefix, MaxInputCharsPerWord = longest };
        _tokenizer = WordPieceTokenizer.Create(lines, options);
    }

    public void Encode(string word, List<int> ids) =>
        ids.AddRange(_tokenizer.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
}
