namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>A tokenizer of parts: a text is prepared, cut into words, and each word turned into tokens.</summary>
/// <param name="vocabulary">Ids by name.</param>
/// <param name="normalize">Prepares.</param>
/// <param name="cut">Cuts.</param>
/// <param name="model">Turns words into tokens.</param>
/// <param name="read">Turns names of tokens into the bytes that they stand for.</param>
internal sealed class PipelineCodec(
    IReadOnlyDictionary<string, int> vocabulary, TextStep normalize, CutStep cut, IWordModel model, TokenText read) : ITextCodec
{
    private readonly byte[][] _texts = Texts(vocabulary, read);

    public int Size { get; init; } = vocabulary.Count == 0 ? 0 : 1 + vocabulary.Values.Max();

    public int? StartToken { get; init; }

    public int? EndToken { get; init; }

    public bool? AddsStartToken { get; init; }

    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    public int? Find(string name) =>
        AddedTokens.FirstOrDefault(token => token.Name == name) is { } added ? added.Id
            : vocabulary.TryGetValue(name, out var id) ? id
            : null;

    public IReadOnlyList<int> Encode(string text, TextPosition position)
    {
        var ids = new List<int>();
        var prepared = normalize(text, position);
        if (prepared.Length > 0)
        {
            foreach (var word in cut([prepared], position))
            {
                model.Encode(word, ids);
            }
        }

        return ids;
    }

    public ITokenReader CreateReader() => new ByteReader(token => (uint)token < (uint)_texts.Length ? _texts[token] : []);

    private static byte[][] Texts(IReadOnlyDictionary<string, int> vocabulary, TokenText read)
    {
        var texts = new byte[vocabulary.Count == 0 ? 0 : 1 + vocabulary.Values.Max()][];
        Array.Fill(texts, []);
        foreach (var (name, id) in vocabulary)
        {
            texts[id] = read(name);
        }

        return texts;
    }
}
