using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>A task on the sample reviews, for commands without a file.</summary>
/// <param name="Name">The task's name on the command line.</param>
/// <param name="Question">The user message for an instruct model or a service.</param>
/// <param name="Plain">The prompt for a model without a chat template; null if the task requires a template.</param>
/// <param name="Gold">The field with the right answer; null if there are several.</param>
/// <param name="Grid">The answers to score; null if candidates are drawn.</param>
/// <param name="MaxTokens">Maximum tokens of an answer.</param>
/// <param name="Stop">Texts before which an answer ends.</param>
internal sealed record SampleTask(
    string Name, PromptTemplate Question, PromptTemplate? Plain, string? Gold, string? Grid, int MaxTokens, IReadOnlyList<string> Stop)
{
    /// <summary>How many stars a review gives, 1 to 5.</summary>
    public static SampleTask Stars { get; } = new(
        "stars",
        new PromptTemplate("Review: {text}\nHow many stars, 1 to 5?"),
        new PromptTemplate("Review: {text}\nTitle: {title}\nStars:"),
        "stars",
        "1..5",
        4,
        ["\n"]);

    /// <summary>The title of a review.</summary>
    public static SampleTask Titles { get; } = new(
        "titles",
        new PromptTemplate("Review: {text}\nWrite a short title."),
        new PromptTemplate("Review: {text}\nTitle:"),
        "title",
        null,
        14,
        ["\n"]);

    /// <summary>A record of department, class, stars, recommendation and age, as JSON.</summary>
    public static SampleTask Records { get; } = new(
        "records", new PromptTemplate("Review: {text}\nFill in the record as JSON."), null, null, null, 64, []);

    /// <summary>All tasks.</summary>
    public static IReadOnlyList<SampleTask> All { get; } = [Titles, Stars, Records];

    /// <summary>The file of sample reviews shipped with the tool.</summary>
    public static string File => Path.Combine(AppContext.BaseDirectory, "samples", "reviews-dev.jsonl");

    /// <summary>The schema of the sample reviews' records, shipped with the tool.</summary>
    public static string Schema => Path.Combine(AppContext.BaseDirectory, "samples", "review.schema.json");

    /// <summary>The task for a metric.</summary>
    public static SampleTask For(Metric metric) => metric is RecordMetric ? Records
        : metric.Family == MetricFamily.Numbers ? Stars
        : Titles;
}
