namespace Accelerated.Metrics;

/// <summary>
/// What cutting and naming tokens takes beside their rows. Each thread keeps one for its next problem: a small one is sooner solved than
/// set up for.
/// </summary>
internal sealed class TokenScratch
{
    [ThreadStatic]
    private static TokenScratch? _spare;

    private TokenScratch()
    {
    }

    /// <summary>Names of tokens.</summary>
    public Vocabulary Vocabulary { get; } = new();

    /// <summary>Words of the text at hand.</summary>
    public AsciiWords Words { get; } = new();

    /// <summary>The thread's own, or a new one; without any names.</summary>
    public static TokenScratch Rent()
    {
        var scratch = _spare ?? new();
        _spare = null;
        return scratch;
    }

    /// <summary>Takes it back; the caller forgets it.</summary>
    public void Return()
    {
        Vocabulary.Clear();
        Words.Clear();
        if (_spare is null)
        {
            _spare = this;
            return;
        }

        Vocabulary.Dispose();
        Words.Dispose();
    }
}
