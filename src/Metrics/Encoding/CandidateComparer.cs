namespace Accelerated.Metrics;

/// <summary>Whether a metric sees two candidates as the same.</summary>
internal sealed class CandidateComparer(CandidateKey key) : IEqualityComparer<Candidate>
{
    public bool Equals(Candidate? x, Candidate? y) => key switch
    {
        CandidateKey.Tokens when x!.Tokens is not null || y!.Tokens is not null => Same(x.Tokens, y!.Tokens),
        CandidateKey.Labels when x!.Labels is not null || y!.Labels is not null => Same(x.Labels, y!.Labels),
        CandidateKey.Vector => Same(x!.Vector, y!.Vector),
        _ => string.Equals(x!.Text, y!.Text, StringComparison.Ordinal),
    };

    public int GetHashCode(Candidate candidate) => key switch
    {
        CandidateKey.Tokens when candidate.Tokens is not null => Hash(candidate.Tokens),
        CandidateKey.Labels when candidate.Labels is not null => Hash(candidate.Labels),
        CandidateKey.Vector => Hash(candidate.Vector),
        _ => candidate.Text.GetHashCode(),
    };

    private static bool Same<TItem>(IReadOnlyList<TItem>? left, IReadOnlyList<TItem>? right)
    {
        if (left is null || right is null || left.Count != right.Count)
        {
            return left is null && right is null;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!EqualityComparer<TItem>.Default.Equals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Hash<TItem>(IReadOnlyList<TItem>? items)
    {
        var hash = new HashCode();
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            hash.Add(items![i]);
        }

        return hash.ToHashCode();
    }
}
