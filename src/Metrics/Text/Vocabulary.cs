using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>Names tokens by dense ids, in order of first appearance. Texts, numbers and pairs live in one id space and never meet.</summary>
public sealed class Vocabulary
{
    private readonly Dictionary<string, int> _texts = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly Dictionary<int, int> _numbers = [];

    /// <summary>An empty vocabulary.</summary>
    public Vocabulary() => _byText = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Number of ids given out.</summary>
    public int Count { get; private set; }

    /// <summary>The id of a text.</summary>
    public int IdOf(ReadOnlySpan<char> token)
    {
        if (!_byText.TryGetValue(token, out var id))
        {
            id = Count++;
            _byText[token] = id;
        }

        return id;
    }

    /// <summary>The id of a number: a code point or a model's token id.</summary>
    public int IdOf(int number)
    {
        if (!_numbers.TryGetValue(number, out var id))
        {
            id = Count++;
            _numbers[number] = id;
        }

        return id;
    }

    /// <summary>What each id names, by id: the text, or the number in decimal. Built anew on each call.</summary>
    public string[] Names()
    {
        var names = new string[Count];
        foreach (var (text, id) in _texts)
        {
            names[id] = text;
        }

        foreach (var (number, id) in _numbers)
        {
            names[id] = number.ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}
