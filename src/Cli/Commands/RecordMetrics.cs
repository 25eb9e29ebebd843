using Accelerated.Cli.Drawing;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>Metrics over records, named by the file of their schema.</summary>
internal static class RecordMetrics
{
    /// <summary>The name; a colon and the schema's file may follow.</summary>
    public const string Name = "record";

    /// <summary>What it measures.</summary>
    public const string Summary = "weighted mean over a record's fields; SCHEMA is a JSON schema's file (without it, inferred)";

    /// <summary>The metric of <c>record:FILE</c>, or of <c>record</c>, whose fields are inferred; null for another name.</summary>
    /// <param name="specification">The specification.</param>
    /// <param name="isOfSample">Whether <c>record</c> has the fields of the sample reviews.</param>
    /// <exception cref="OptionException">The file cannot be read, or holds no schema of a record.</exception>
    public static RecordMetric? Of(string specification, bool isOfSample)
    {
        if (specification == Name)
        {
            return (RecordMetric)(isOfSample ? OfFile(SampleTask.Schema) : Metric.Record(null));
        }

        return specification.StartsWith(Name + ":", StringComparison.Ordinal)
            ? (RecordMetric)OfFile(specification[(Name.Length + 1)..])
            : null;
    }

    /// <summary>The schemas that a command line names.</summary>
    public static IReadOnlyList<string> FilesOf(IEnumerable<string> words) =>
        [.. words.Where(word => word.StartsWith(Name + ":", StringComparison.Ordinal)).Select(word => word[(Name.Length + 1)..])];

    private static Metric OfFile(string path)
    {
        try
        {
            var schema = RecordSchema.Parse(File.ReadAllText(path));
            var title = schema.Title.Length > 0 ? schema.Title : Path.GetFileNameWithoutExtension(path);
            return Metric.Record(schema, $"{Name}:{title}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException and not OptionException)
        {
            throw new OptionException(
                "metric",
                $"Invalid value '{Name}:{path}' for --metric: the schema cannot be read: {error.Message} Give a JSON schema's file, or "
                + $"{Name} alone to infer the fields.",
                error);
        }
        catch (OptionException error)
        {
            throw new OptionException("metric", $"Invalid value '{Name}:{path}' for --metric: {error.Message}", error);
        }
    }
}
