namespace Accelerated.Benchmarks;

/// <summary>A standard measurement.</summary>
/// <param name="Name">The job's name.</param>
/// <param name="Title">What is measured, and on which input.</param>
/// <param name="Target">The target.</param>
/// <param name="Measure">Makes the input, checks the results against the reference, and measures.</param>
public sealed record Job(string Name, string Title, string Target, Func<Bench, IEnumerable<Figure>> Measure)
{
    /// <summary>Every job, in the order of the report.</summary>
    public static IReadOnlyList<Job> All { get; } =
    [
        MatrixJobs.EditDistance,
        MatrixJobs.LongEditDistance,
        MatrixJobs.OtherAlignments,
        MatrixJobs.TokenF1,
        EncodingJob.Encoding,
        SumJobs.Risks,
        SentenceJob.Sentences,
        CpuJobs.Vectors,
        CpuJobs.Threads,
        SelectionJobs.Small,
        SelectionJobs.Ragged,
        SelectionJobs.Many,
        ConsensusJob.Consensus,
        FirstCallJob.FirstCall,
        DrawingJob.Drawing,
        MatrixJobs.Growth,
        DeviceJobs.Device,
    ];
}
