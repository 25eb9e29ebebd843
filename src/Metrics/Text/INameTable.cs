namespace Accelerated.Metrics;

/// <summary>Tokens of one kind with their ids, in ascending order of ids. Keeps its memory in pooled arrays until disposed.</summary>
internal interface INameTable : IDisposable
{
    /// <summary>The ids.</summary>
    ReadOnlySpan<int> Ids { get; }

    /// <summary>The token whose id is at <paramref name="index"/>, as text.</summary>
    string NameAt(int index);

    /// <summary>Forgets all tokens; keeps the memory of a small problem for the next.</summary>
    void Clear();
}
