namespace Accelerated.Inference.Extraction;

/// <summary>Counts the texts of which a part was left out before an answer was looked for. Safe for concurrent use.</summary>
internal sealed class ExtractionNotes
{
    private long _reasonings;
    private long _examples;

    /// <summary>Texts whose reasoning was left out.</summary>
    public long Reasonings => Interlocked.Read(ref _reasonings);

    /// <summary>Texts of which another example, behind the answer, was left out.</summary>
    public long Examples => Interlocked.Read(ref _examples);

    public void AddReasoning() => Interlocked.Increment(ref _reasonings);

    public void AddExample() => Interlocked.Increment(ref _examples);
}
