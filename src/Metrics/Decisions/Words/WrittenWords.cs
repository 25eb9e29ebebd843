using System.Text;

namespace Accelerated.Metrics;

/// <summary>
/// The words of several texts, as they are written and as they count. Words stand between white space; of scripts without blanks, each
/// letter is one. Written words that a metric reads alike are the same word in several forms.
/// </summary>
internal sealed class WrittenWords
{
    private readonly List<(string Text, int Gap)> _forms = []; // the white space before a word, and the word

    /// <summary>Cuts texts.</summary>
    /// <param name="metric">Which words are the same.</param>
    /// <param name="texts">The texts.</param>
    public WrittenWords(Metric metric, IReadOnlyList<Candidate> texts)
    {
        var forms = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<Candidate>();
        var wordOf = new List<int>();
        var formsOf = new int[texts.Count][];
        var row = new List<int>();
        for (var k = 0; k < formsOf.Length; k++)
        {
            row.Clear();
            var language = texts[k].Language;
            Cut(texts[k].Text, forms, row, word =>
            {
                if (words.TryAdd(word, words.Count))
                {
                    distinct.Add(new Candidate(word) { Language = language });
                }

                wordOf.Add(words[word]);
            });
            formsOf[k] = [.. row];
        }

        var ids = WordIds.Of(metric, distinct);
        Texts = Array.ConvertAll(formsOf, text => Array.ConvertAll(text, form => new WordToken(ids[wordOf[form]], form)));
    }

    /// <summary>The words of each text.</summary>
    public IReadOnlyList<WordToken[]> Texts { get; }

    /// <summary>A written word.</summary>
    public string Word(int form) => _forms[form].Text[_forms[form].Gap..];

    /// <summary>Written words as a text, each with the white space that is before it; -1 for none.</summary>
    public string Join(ReadOnlySpan<int> forms)
    {
        var text = new StringBuilder();
        foreach (var form in forms)
        {
            if (form < 0)
            {
                continue;
            }

            var (written, gap) = _forms[form];
            if (text.Length > 0 && gap == 0 && RunTogether(text[^1], written[0]))
            {
                text.Append(' ');
            }

            text.Append(written, text.Length == 0 ? gap : 0, written.Length - (text.Length == 0 ? gap : 0));
        }

        return text.ToString();
    }

    // A word that stood beside a letter of a script without blanks may come to stand beside another word.
    private static bool RunTogether(char before, char after) =>
        char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after) && !UnspacedScripts.Has(before) && !UnspacedScripts.Has(after);

    private void Cut(string text, Dictionary<string, int> known, List<int> row, Action<string> addForm)
    {
        var find = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end = 0; ; start = end)
        {
            var first = start;
            while (first < text.Length && WhiteSpace.Contains(text[first]))
            {
                first++;
            }

            if (first == text.Length)
            {
                return;
            }

            for (end = first; end < text.Length && !WhiteSpace.Contains(text[end]); end++)
            {
            }

            end = first + UnspacedScripts.FirstPiece(text.AsSpan(first, end - first));
            var isUnspaced = UnspacedScripts.AppearIn(text.AsSpan(first, end - first));
            var written = start > 0 ? text.AsSpan(start, end - start)
                : isUnspaced ? text.AsSpan(first, end - first)
                : string.Concat(" ", text.AsSpan(first, end - first)); // it may come to stand after another word
            if (!find.TryGetValue(written, out var form))
            {
                form = _forms.Count;
                find[written] = form;
                _forms.Add((written.ToString(), written.Length - (end - first)));
                addForm(text[first..end]);
            }

            row.Add(form);
        }
    }
}
