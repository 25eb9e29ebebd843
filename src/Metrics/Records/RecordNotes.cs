using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Counts what was left out as records were read. Safe for concurrent use; each distinct text counts once.</summary>
internal sealed class RecordNotes
{
    private const int MostTexts = 1 << 20;
    private const int ShownLength = 40;

    private readonly Lock _turn = new();
    private readonly HashSet<int> _known = [];

    /// <summary>Records that break off, of which the part before was read.</summary>
    public long Cut { get; private set; }

    /// <summary>Values that are none of their field, and count as absent.</summary>
    public long Mistyped { get; private set; }

    /// <summary>The first of these.</summary>
    public string? FirstMistyped { get; private set; }

    /// <summary>Properties that are no field.</summary>
    public long Unknown { get; private set; }

    /// <summary>The name of the first of these.</summary>
    public string? FirstUnknown { get; private set; }

    /// <summary>Notes a record that breaks off.</summary>
    public void AddCut() => Cut++;

    /// <summary>Notes a value that is none of its field.</summary>
    public void AddMistyped(JsonElement value, string? field = null)
    {
        Mistyped++;
        var text = value.GetRawText();
        text = text.Length > ShownLength ? string.Concat(text.AsSpan(0, ShownLength), "...") : text;
        FirstMistyped ??= field is null ? text : $"{field} = {text}";
    }

    /// <summary>Notes a property that is no field.</summary>
    public void AddUnknown(string name)
    {
        Unknown++;
        FirstUnknown ??= name;
    }

    /// <summary>Takes over what was noted on a text, unless it is known.</summary>
    public void AddOnce(string text, RecordNotes found)
    {
        lock (_turn)
        {
            if (_known.Count < MostTexts && _known.Add(string.GetHashCode(text, StringComparison.Ordinal)))
            {
                Cut += found.Cut;
                Mistyped += found.Mistyped;
                Unknown += found.Unknown;
                FirstMistyped ??= found.FirstMistyped;
                FirstUnknown ??= found.FirstUnknown;
            }
        }
    }
}
