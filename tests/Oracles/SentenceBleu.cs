namespace Accelerated.Oracles;

/// <summary>Sentence BLEU order by order, with a logarithm each.</summary>
public static class SentenceBleu
{
    public static double Of(string[] h, string[] r, string smooth = "exp", double value = 0.1, bool effective = true, int most = 4)
    {
        var correct = new double[most];
        var total = new double[most];
        for (var n = 1; n <= most; n++)
        {
            correct[n - 1] = Counts.Shared(Counts.NGrams(h, n), Counts.NGrams(r, n));
            total[n - 1] = Math.Max(0, h.Length - n + 1);
        }

        if (correct.All(c => c == 0))
        {
            return 0;
        }

        var precisions = new double[most];
        var orders = most;
        var halves = 1.0;
        for (var n = 1; n <= most; n++)
        {
            if (smooth == "add-k" && n > 1)
            {
                correct[n - 1] += value;
                total[n - 1] += value;
            }

            if (total[n - 1] == 0)
            {
                break;
            }

            if (effective)
            {
                orders = n;
            }

            if (correct[n - 1] > 0)
            {
                precisions[n - 1] = 100 * correct[n - 1] / total[n - 1];
            }
            else if (smooth == "exp")
            {
                halves *= 2;
                precisions[n - 1] = 100 / (halves * total[n - 1]);
            }
            else if (smooth == "floor")
            {
                precisions[n - 1] = 100 * value / total[n - 1];
            }
        }

        if (precisions.Take(orders).Any(p => p == 0))
        {
            return 0;
        }

        var penalty = h.Length >= r.Length ? 1 : Math.Exp(1 - r.Length / (double)h.Length);
        return penalty * Math.Exp(precisions.Take(orders).Sum(Math.Log) / orders);
    }
}
