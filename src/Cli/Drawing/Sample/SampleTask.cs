using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>What the tool does where no file is given: the stars or the titles of the sample reviews.</summary>
/// <param name="Template">The prompt the small model was trained on.</param>
/// <param name="Gold">The field with the right answer.</param>
/// <param name="Grid">The answers to score; null where titles are drawn.</param>
/// <param name="MaxTokens">The most tokens of an answer.</param>
internal sealed record SampleTask(PromptTemplate Template, string Gold, string? Grid, int MaxTokens)
{
    /// <summary>How many stars a review with its title gives, 1 to 5.</summary>
    public static SampleTask Stars { get; } = new(new PromptTemplate("Review: {text}\nTitle: {title}\nStars:"), "stars", "1..5", 4);

    /// <summary>The title of a review.</summary>
    public static SampleTask Titles { get; } = new(new PromptTemplate("Review: {text}\nTitle:"), "title", null, 14);

    /// <summary>The file of sample reviews beside the tool.</summary>
    public static string File => Path.Combine(AppContext.BaseDirectory, "samples", "reviews-dev.jsonl");

    /// <summary>The task that suits a metric.</summary>
    public static SampleTask For(Metric metric) => metric.Family == MetricFamily.Numbers ? Stars : Titles;
}
