using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>Words of several texts that stand in one place. Every text has one word there, or none.</summary>
internal sealed class WordSlot
{
    private readonly List<WordArc> _arcs = new(2);
    private readonly List<int> _words = new(2); // those of the arcs

    /// <summary>The different words, in the order of the first texts that have them; the first is that of the first text.</summary>
    public IReadOnlyList<WordArc> Arcs => _arcs;

    /// <summary>The index of the word with the most weight; ties go to that of the earliest text.</summary>
    public int Winner
    {
        get
        {
            var best = 0;
            for (var k = 1; k < _arcs.Count; k++)
            {
                best = _arcs[k].Units > _arcs[best].Units ? k : best;
            }

            return best;
        }
    }

    /// <summary>Whether a text has this word here.</summary>
    public bool Has(int word) => CollectionsMarshal.AsSpan(_words).Contains(word);

    /// <summary>Adds a text's word.</summary>
    public void Add(WordToken token, long units) => ArcOf(token.Word).Add(token.Form, units);

    /// <summary>Adds texts that have no word here.</summary>
    public void AddNone(long units) => ArcOf(0).AddNone(units);

    private WordArc ArcOf(int word)
    {
        var known = CollectionsMarshal.AsSpan(_words).IndexOf(word);
        if (known >= 0)
        {
            return _arcs[known];
        }

        _words.Add(word);
        _arcs.Add(new WordArc(word));
        return _arcs[^1];
    }
}
