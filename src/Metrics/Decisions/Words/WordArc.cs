namespace Accelerated.Metrics;

/// <summary>A word in a slot, or none, with the weight of the texts that have it there.</summary>
/// <param name="word">The word; 0 for none.</param>
internal sealed class WordArc(int word)
{
    private readonly List<(int Form, long Units)> _forms = [];

    /// <summary>The word; 0 for none.</summary>
    public int Word => word;

    /// <summary>The weight of the texts that have it.</summary>
    public long Units { get; private set; }

    /// <summary>How the first of these texts writes it; -1 for none.</summary>
    public int FirstForm => _forms.Count == 0 ? -1 : _forms[0].Form;

    /// <summary>How most of their weight writes it, ties to the earliest; -1 for none.</summary>
    public int UsualForm => _forms.Count == 0 ? -1 : _forms.MaxBy(form => form.Units).Form;

    /// <summary>Adds a text that has the word.</summary>
    public void Add(int form, long units)
    {
        Units += units;
        var known = _forms.FindIndex(other => other.Form == form);
        if (known >= 0)
        {
            _forms[known] = (form, _forms[known].Units + units);
        }
        else
        {
            _forms.Add((form, units));
        }
    }

    /// <summary>Adds texts that have no word here.</summary>
    public void AddNone(long units) => Units += units;
}
