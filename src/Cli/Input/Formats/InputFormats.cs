using Accelerated.Cli.Commands;
using Accelerated.Cli.Input.Formats.Json;
using Accelerated.Cli.Input.Formats.Tables;
using Accelerated.Cli.Input.Formats.Text;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats;

/// <summary>The formats that the tool reads, in the order in which they are tried.</summary>
internal static class InputFormats
{
    /// <summary>The tool's own form.</summary>
    public static OwnRecord Own { get; } = new();

    /// <summary>Parquet.</summary>
    public static ParquetFormat Parquet { get; } = new();

    /// <summary>Plain text with a line each for hypothesis and references.</summary>
    public static InputFormat Parallel { get; } = new ParallelFormat();

    /// <summary>The names of all formats.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All().Select(format => format.Name)];

    /// <summary>All formats, new for each input, because some remember what they have read.</summary>
    public static IReadOnlyList<InputFormat> All() =>
    [
        Own, new OpenAIBatch(), new OpenAIChat(), new OpenAICompletions(), new OpenAIResponses(), new OpenAIRequests(),
        new VllmOffline(), new LlamaCppServer(), new TextGeneration(), new LmEvaluation(), new Helm(), new InspectLog(), new Promptfoo(),
        new AnswerLists(), new PlainLines(), Parallel, new MosesList(), new KaldiList(),
        new DelimitedFormat("tsv", "tab-separated values, with a first line that names the columns", "\t"),
        new DelimitedFormat("csv", "comma- or semicolon-separated values, with a first line that names the columns", ",;"),
        Parquet,
    ];

    /// <summary>The format of a name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static InputFormat Of(string name) => All().FirstOrDefault(format => format.Name == name) ?? throw new OptionException(
        "format",
        $"Invalid value '{name}' for --format: expected one of {string.Join(", ", Names)}"
        + (Suggestion.Near(name, Names) is { } near ? $"; did you mean '{near}'?" : "."));

    private sealed class ParallelFormat()
        : InputFormat("parallel", "files with a hypothesis and its references on the same line, for score");
}
