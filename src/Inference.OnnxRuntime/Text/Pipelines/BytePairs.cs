using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// Byte-pair encoding as Hugging Face's tokenizers do it (Sennrich et al. 2016): the pair that was learnt first is merged first, the
/// leftmost among equals. Microsoft.ML.Tokenizers' has neither bytes for unknown characters nor vocabularies whose whole words go before
/// merges.
/// </summary>
internal sealed class BytePairs : IWordModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];
    private readonly BytePairOptions _options;

    /// <summary>Puts the model together.</summary>
    /// <param name="vocabulary">Ids by name.</param>
    /// <param name="hidden">Ids that no text produces.</param>
    /// <param name="merges">Pairs in the order in which they were learnt.</param>
    /// <param name="options">What it does beside merging.</param>
    /// <exception cref="NotSupportedException">A pair is not in the vocabulary.</exception>
    public BytePairs(
        IReadOnlyDictionary<string, int> vocabulary,
        IReadOnlySet<int> hidden,
        IEnumerable<(string Left, string Right)> merges,
        BytePairOptions options)
    {
        _vocabulary = vocabulary.Where(token => !hidden.Contains(token.Value)).ToDictionary(StringComparer.Ordinal);
        _options = options;
        var rank = 0;
        foreach (var (left, right) in merges)
        {
            var hasPrefix = right.StartsWith(options.InnerPrefix, StringComparison.Ordinal);
            var merged = left + (hasPrefix ? right[options.InnerPrefix.Length..] : right);
            if (!vocabulary.TryGetValue(left, out var first) || !vocabulary.TryGetValue(right, out var second)
                || !vocabulary.TryGetValue(merged, out var whole))
            {
                throw new NotSupportedException($"its merge {rank}, '{left}' and '{right}', is not in its vocabulary");
            }

            if (!hidden.Contains(whole))
            {
                _merges.TryAdd((first, second), (rank, whole));
            }

            rank++;
        }
    }

    public void Encode(string word, List<int> ids)
    {
        if (_options.TakesWholeWords && _vocabulary.TryGetValue(word, out var whole))
        {
            ids.Add(whole);
            return;
        }

        var (symbols, next, previous) = Link(Symbols(word));
        var queue = new PriorityQueue<(int Left, int First, int Second, int Merged), (int Rank, int Left)>();
        for (var left = 0; left + 1 < symbols.Length; left++)
        {
            Offer(left);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.Left];
            if (symbols[pair.Left] != pair.First || right < 0 || symbols[right] != pair.Second)
            {
                continue; // one of the two was merged with another since
            }

            symbols[pair.Left] = pair.Merged;
            symbols[right] = -1;
            next[pair.Left] = next[right];
            if (next[right] >= 0)
            {
                previous[next[right]] = pair.Left;
                Offer(pair.Left);
            }

            if (previous[pair.Left] >= 0)
            {
                Offer(previous[pair.Left]);
            }
        }

        for (var at = 0; at >= 0 && at < symbols.Length; at = next[at])
        {
            ids.Add(symbols[at]);
        }

        void Offer(int left)
        {
            var (first, second) = (symbols[left], symbols[next[left]]);
            if (_merges.TryGetValue((first, second), out var merge))
            {
                queue.Enqueue((left, first, second, merge.Merged), (merge.Rank, left));
            }
        }
    }

    private static (int[] Symbols, int[] Next, int[] Previous) Link(List<int> symbols) => (
        [.. symbols],
        [.. Enumerable.Range(1, symbols.Count).Select(next => next < symbols.Count ? next : -1)],
        [.. Enumerable.Range(-1, symbols.Count)]);

    private List<int> Symbols(string word)
    {
        var ids = new List<int>(word.Length);
        var isUnknown = false;
        var at = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            var isLast = at + rune.Utf16SequenceLength >= word.Length;
            var name = (at == 0 ? "" : _options.InnerPrefix) + rune + (isLast ? _options.EndSuffix : "");
            at += rune.Utf16SequenceLength;
            if (_vocabulary.TryGetValue(name, out var id))
            {
                ids.Add(id);
                isUnknown = false;
            }
            else if (!AddBytes(rune, ids) && _options.Unknown is { } unknown && !(isUnknown && _options.JoinsUnknown))
            {
                ids.Add(unknown);
                isUnknown = true;
            }
        }

        return ids;
    }

    private bool AddBytes(Rune rune, List<int> ids)
    {
        if (_options.Bytes is not { } bytes)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[4];
        foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
        {
            ids.Add(bytes[value]);
        }

        return true;
    }
}
