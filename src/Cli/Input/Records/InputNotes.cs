using System.Globalization;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input.Records;

/// <summary>What a run notes of its input and reports once. For one reading thread.</summary>
internal sealed class InputNotes
{
    private const int MostNames = 64; // names of fields are the input's, so they must not fill the memory

    private static readonly string[] Telling = ["prob", "logp", "weight", "score", "candidate", "hypothes", "response", "generation"];

    private readonly HashSet<string> _judged = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    private readonly SortedSet<string> _settings = new(StringComparer.Ordinal);

    /// <summary>Whether notes are left out.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>What messages number: lines, records or rows.</summary>
    public string Unit { get; set; } = "line";

    /// <summary>Whether records are of another format, so that right answers are under 'gold' whatever their own field is.</summary>
    public bool IsMapped { get; set; }

    /// <summary>Lone surrogates replaced so far.</summary>
    public long Replaced;

    /// <summary>Candidates and references left out so far, because they are null.</summary>
    public long Unusable { get; set; }

    /// <summary>Records left out so far, because they repeat others.</summary>
    public long Repeated { get; set; }

    /// <summary>The property names of the record being read.</summary>
    public RecordKeys Keys { get; } = new();

    /// <summary>Notes a field that was skipped, if its name looks like a candidate's, a weight's or a log-probability's.</summary>
    public void Ignore(string name)
    {
        if (_judged.Count < MostNames
            && _judged.Add(name)
            && Array.Exists(Telling, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            _ignored.Add(name);
        }
    }

    /// <summary>Notes a setting of a request that the command line says instead.</summary>
    public void IgnoreSetting(string name) => _settings.Add(name);

    /// <summary>Writes the notes, one line each.</summary>
    public void Report(Action<string> write)
    {
        if (IsQuiet)
        {
            return;
        }

        if (Replaced > 0)
        {
            write(Text($"{Replaced} lone {(Replaced == 1 ? "surrogate was" : "surrogates were")} replaced by U+FFFD."));
        }

        if (Unusable > 0)
        {
            write(Text($"{Unusable} {(Unusable == 1 ? "candidate is" : "candidates are")} null and left out."));
        }

        if (Repeated > 0)
        {
            var (records, were) = Repeated == 1 ? ("record repeats", "was") : ("records repeat", "were");
            write(Text($"{Repeated} {records} others under another filter and {were} left out."));
        }

        if (_settings.Count > 0)
        {
            write($"Ignored the requests' {string.Join(", ", _settings.Select(name => $"'{name}'"))}; "
                + "options say how to draw: -n, --temperature, --top-p, --max-tokens, --stop, --seed.");
        }

        if (_ignored.Count > 0)
        {
            var names = string.Join(", ", _ignored.Select(name => $"'{ShownText.Item(name)}'"));
            write($"Ignored {(_ignored.Count == 1 ? "field" : "fields")} {names}; "
                + "the tool reads 'candidates' with 'text', 'logprob' and 'weight'. Rename, or give --candidates FIELD.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
