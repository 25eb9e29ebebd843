namespace Accelerated.Benchmarks;

/// <summary>A piece of the standard measurements.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Title">What is measured, on what input.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Measure">Makes the input, checks the results against the definition, measures.</param>
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
        ProcessorJobs.Vectors,
        ProcessorJobs.Threads,
        SelectionJobs.Small,
        SelectionJobs.Ragged,
        SelectionJobs.Many,
        FirstCallJob.FirstCall,
        DrawingJob.Drawing,
        MatrixJobs.Growth,
        DeviceJobs.Device,
    ];
}
