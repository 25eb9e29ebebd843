namespace Accelerated.Metrics;

/// <summary>The best answer under token F, out of tokenised samples.</summary>
internal static class BagDecision
{
    /// <summary>
    /// The bag (or set) of tokens of greatest expected F-beta over all bags. Its tokens are written in the order of the sample of greatest
    /// expected F (ties: larger weight, then lower index); tokens that it lacks follow, in the order of the next best samples.
    /// </summary>
    /// <param name="samples">The tokens of each sample, at least one sample.</param>
    /// <param name="weights">One weight a sample, finite and at least 0, in any unit; at least one positive.</param>
    /// <param name="beta">How much more recall counts than precision; finite and at least 0.</param>
    /// <param name="emptyValue">The F of two empty answers, in 0..1.</param>
    /// <param name="asSets">Whether repeated tokens are dropped.</param>
    /// <param name="separator">Separates the tokens of the text.</param>
    /// <exception cref="CandidateException">There is no sample, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentException">The numbers of weights and samples differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Beta or the empty value is not allowed.</exception>
    public static BagAnswer MaximiseF(
        IReadOnlyList<IReadOnlyList<string>> samples,
        ReadOnlySpan<double> weights,
        double beta = 1,
        double emptyValue = 1,
        bool asSets = false,
        string separator = " ")
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var rows = new TokenRows(samples.Count);
        foreach (var sample in samples)
        {
            foreach (var token in sample)
            {
                rows.Add(token);
            }

            rows.EndRow();
        }

        return MaximiseF(rows.ToRows(), rows.Names(), weights, beta, emptyValue, asSets, separator);
    }

    internal static BagAnswer MaximiseF(
        RaggedRows<int> samples,
        string[] names,
        ReadOnlySpan<double> weights,
        double beta,
        double emptyValue,
        bool asSets,
        string separator)
    {
        var bags = NGramBags.Encode(samples, names.Length, 1, 1, asSets).Orders[0];
        var maximiser = new FMaximiser(bags.Bags, bags.SymbolCount, weights, beta, emptyValue);
        var optimum = maximiser.Maximise();
        var wanted = new bool[bags.SymbolCount];
        foreach (var symbol in optimum.Symbols)
        {
            wanted[symbol] = true;
        }

        var index = IndexOf(bags.Bags, wanted, optimum.Symbols.Count);
        var tokens = new List<string>(optimum.Symbols.Count);
        var named = NamesOfSymbols(samples, bags, names);
        foreach (var n in BestFirst(maximiser, bags.Bags, weights))
        {
            foreach (var symbol in bags.Bags[n])
            {
                if (wanted[symbol])
                {
                    wanted[symbol] = false;
                    tokens.Add(named[symbol]);
                }
            }

            if (tokens.Count == optimum.Symbols.Count)
            {
                break;
            }
        }

        return new BagAnswer(UnspacedScripts.Join(separator, tokens), tokens, optimum.Value, index);
    }

    private static int[] BestFirst(FMaximiser maximiser, RaggedRows<int> bags, ReadOnlySpan<double> weights)
    {
        var expected = new double[bags.Count];
        for (var n = 0; n < expected.Length; n++)
        {
            expected[n] = maximiser.Expected(bags[n]);
        }

        var own = weights.ToArray();
        var order = Enumerable.Range(0, expected.Length).ToArray();
        Array.Sort(order, (left, right) =>
            expected[left] != expected[right] ? expected[right].CompareTo(expected[left])
            : own[left] != own[right] ? own[right].CompareTo(own[left])
            : left.CompareTo(right));
        return order;
    }

    // The k-th symbol of a sample's bag is its k-th token, or, in sets, its k-th new one.
    private static string[] NamesOfSymbols(RaggedRows<int> samples, BagOrder bags, string[] names)
    {
        var named = new string[bags.SymbolCount];
        for (var n = 0; n < samples.Count; n++)
        {
            var symbols = bags.Bags[n];
            var ids = symbols.Length == samples.LengthOf(n) ? samples[n] : [.. samples[n].ToArray().Distinct()];
            for (var k = 0; k < symbols.Length; k++)
            {
                named[symbols[k]] = names[ids[k]];
            }
        }

        return named;
    }

    private static int IndexOf(RaggedRows<int> bags, bool[] wanted, int size)
    {
        for (var n = 0; n < bags.Count; n++)
        {
            if (bags.LengthOf(n) == size && All(bags[n], wanted))
            {
                return n;
            }
        }

        return -1;
    }

    private static bool All(ReadOnlySpan<int> symbols, bool[] wanted)
    {
        foreach (var symbol in symbols)
        {
            if (!wanted[symbol])
            {
                return false;
            }
        }

        return true;
    }
}
