using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference.Recording;

/// <summary>
/// All that a decision was made of: the metric, the options, what voted, the model where one drew it, and the decision itself as it was
/// written. Replaying it decides anew and gives the same bytes, on any engine and machine.
/// </summary>
public sealed class DecisionRecord
{
    internal const int Format = 1;

    /// <summary>Records a selection.</summary>
    /// <param name="problem">The problem, as it was given to the selector.</param>
    /// <param name="selection">Its selection.</param>
    /// <param name="options">How it was selected.</param>
    public DecisionRecord(Problem problem, Selection selection, SelectionOptions options)
        : this(problem, options, DecisionOf(selection, options))
    {
    }

    /// <param name="problem">The problem.</param>
    /// <param name="options">How it was selected.</param>
    /// <param name="decision">The decision as it was written: a selection's properties, then others.</param>
    internal DecisionRecord(Problem problem, SelectionOptions options, string decision)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        (Problem, Options, Decision) = (problem, options, decision);
    }

    /// <summary>What was decided on: the candidates as they voted, and the references.</summary>
    public Problem Problem { get; }

    /// <summary>How it was decided. Engine and threads are not recorded, because they change nothing.</summary>
    public SelectionOptions Options { get; }

    /// <summary>The decision as it was written, a JSON object on one line.</summary>
    public string Decision { get; }

    /// <summary>The version of the library that decided.</summary>
    public string Version { get; internal init; } = OwnVersion;

    /// <summary>The name of the model that drew the candidates; null where none is known.</summary>
    public string? Model { get; init; }

    /// <summary>The SHA-256 of the model's file in hexadecimal digits; null where there is none.</summary>
    public string? ModelHash { get; init; }

    /// <summary>The seed that the candidates were drawn with; null where none is known.</summary>
    public long? DrawingSeed { get; init; }

    /// <summary>The index in the input of each candidate; null where it is the same.</summary>
    internal IReadOnlyList<int>? Indexes { get; init; }

    /// <summary>The version of this library.</summary>
    internal static string OwnVersion { get; } =
        typeof(DecisionRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    /// <summary>Decides anew.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// The decision as <see cref="Decision"/> has it, the same text if it is the same decision. The properties that say where it was
    /// computed, and those that no selection has, are the record's.
    /// </returns>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public string Replay(CancellationToken cancellationToken = default)
    {
        using var selector = new Selector(Options);
        return Replay(selector, cancellationToken);
    }

    /// <summary>The record as one JSON object on one line.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = NewWriter(buffer))
        {
            RecordJson.Write(json, this);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The record.</param>
    /// <param name="metric">The metric, where it is not one of <see cref="MetricCatalogue"/>; it must have the record's name.</param>
    /// <exception cref="RecordException">The text is no record, of a later format, or its metric is unknown.</exception>
    public static DecisionRecord Parse(string json, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RecordJson.Read(json, metric);
    }

    /// <summary>Decides anew with a selector of <see cref="Options"/>, on any engine.</summary>
    internal string Replay(Selector selector, CancellationToken cancellationToken)
    {
        var selection = selector.Select(Problem, cancellationToken);
        using var before = JsonDocument.Parse(Decision);
        return RecordJson.Decision(this, selection, before.RootElement);
    }

    internal static Utf8JsonWriter NewWriter(IBufferWriter<byte> buffer) =>
        new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static string DecisionOf(Selection selection, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(options);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = NewWriter(buffer))
        {
            json.WriteStartObject();
            SelectionFields.Write(json, selection, options, selection.Text);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
