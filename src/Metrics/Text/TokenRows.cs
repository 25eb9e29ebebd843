namespace Accelerated.Metrics;

/// <summary>Collects the tokens of one text after the other as rows of dense ids, in one id space.</summary>
public sealed class TokenRows
{
    private readonly Vocabulary _vocabulary = new();
    private readonly List<int> _ids = [];
    private readonly int[] _offsets;
    private int _rows;

    /// <summary>No rows yet.</summary>
    /// <param name="rows">Number of rows to come.</param>
    public TokenRows(int rows) => _offsets = new int[rows + 1];

    /// <summary>Number of distinct tokens so far.</summary>
    public int AlphabetSize => _vocabulary.Count;

    /// <summary>Appends a token that is a text.</summary>
    public void Add(ReadOnlySpan<char> token) => _ids.Add(_vocabulary.IdOf(token));

    /// <summary>Appends a token that is a number: a code point or a model's token id.</summary>
    public void Add(int number) => _ids.Add(_vocabulary.IdOf(number));

    /// <summary>Closes the current row.</summary>
    public void EndRow() => _offsets[++_rows] = _ids.Count;

    /// <summary>The rows.</summary>
    public RaggedRows<int> ToRows() => new(_offsets, [.. _ids]);
}
