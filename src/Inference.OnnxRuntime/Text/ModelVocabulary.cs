namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>A model's tokenizer with the tokens that its files add to it.</summary>
internal sealed class ModelVocabulary : IVocabulary
{
    private readonly ITextCodec _codec;
    private readonly Dictionary<int, AddedToken> _added = [];
    private readonly Dictionary<string, int> _controls = new(StringComparer.Ordinal);
    private readonly AddedTokenFinder _finder;

    /// <summary>Puts a tokenizer together.</summary>
    /// <param name="codec">Its pieces.</param>
    /// <param name="added">Tokens that other files add; one that the codec has too is taken from here.</param>
    /// <param name="size">Token ids that the model takes.</param>
    /// <param name="startToken">The token that a prompt begins with.</param>
    public ModelVocabulary(ITextCodec codec, IEnumerable<AddedToken> added, int size, int? startToken)
    {
        _codec = codec;
        Size = size;
        StartToken = startToken;
        foreach (var token in codec.AddedTokens.Concat(added).Where(token => token.Id < size))
        {
            _added[token.Id] = token;
        }

        foreach (var token in _added.Values.Where(token => token.IsSpecial))
        {
            _controls[token.Name] = token.Id;
        }

        _finder = new AddedTokenFinder(_added.Values.Where(token => !token.IsSpecial));
    }

    public int Size { get; }

    public int? StartToken { get; }

    public IReadOnlyDictionary<string, int> ControlTokens => _controls;

    public IReadOnlyList<int> Encode(string text) => Encode(text, TextPosition.Start);

    public IReadOnlyList<int> EncodeAfter(int control, string text) =>
        Encode(_added.TryGetValue(control, out var token) && token.TakesSpaceAfter ? text.TrimStart() : text, TextPosition.AfterToken);

    public IReadOnlyList<int> EncodeContinuation(string text) => Encode(text, TextPosition.Continuation);

    /// <summary>The id of the token of that name; null where there is none.</summary>
    public int? Find(string name) =>
        _controls.TryGetValue(name, out var id) ? id : _added.Values.FirstOrDefault(token => token.Name == name)?.Id ?? _codec.Find(name);

    /// <summary>A reader for the tokens of one answer.</summary>
    public ITokenReader CreateReader() => new Reader(_codec.CreateReader(), _added);

    private List<int> Encode(string text, TextPosition position)
    {
        var ids = new List<int>();
        foreach (var (section, token) in _finder.Cut(text))
        {
            if (token is null)
            {
                ids.AddRange(_codec.Encode(section, position));
            }
            else
            {
                ids.Add(token.Id);
            }

            position = TextPosition.AfterToken;
        }

        return ids;
    }

    private sealed class Reader(ITokenReader pieces, Dictionary<int, AddedToken> added) : ITokenReader
    {
        public string Read(int token) => added.TryGetValue(token, out var own) ? own.Text : pieces.Read(token);
    }
}
