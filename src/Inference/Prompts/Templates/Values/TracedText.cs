namespace Accelerated.Inference.Templates;

/// <summary>
/// A text that knows of each character whether the template wrote it (markup) or somebody in the conversation (content), through whatever
/// the template does to it. Two texts of the same characters are equal.
/// </summary>
internal sealed class TracedText
{
    private readonly bool[]? _marks;
    private readonly bool _isMarkup;

    private TracedText(string value, bool[]? marks, bool isMarkup)
    {
        Value = value;
        _marks = marks;
        _isMarkup = isMarkup;
    }

    public static TracedText Empty { get; } = Markup("");

    public string Value { get; }

    public int Length => Value.Length;

    public static TracedText Markup(string value) => new(value, null, true);

    public static TracedText Content(string value) => new(value, null, false);

    /// <summary>A text with one mark per character: true for markup.</summary>
    public static TracedText Of(string value, ReadOnlySpan<bool> marks) =>
        marks.IsEmpty ? Empty
        : marks.ContainsAnyExcept(marks[0]) ? new TracedText(value, marks.ToArray(), false)
        : new TracedText(value, null, marks[0]);

    public bool IsMarkup(int index) => _marks is null ? _isMarkup : _marks[index];

    /// <summary>Whether any of it comes from the conversation.</summary>
    public bool HasContent => Length > 0 && (_marks is not null || !_isMarkup);

    public TracedText Slice(int start, int length) =>
        length == Length ? this
        : _marks is null ? new TracedText(Value.Substring(start, length), null, _isMarkup)
        : Of(Value.Substring(start, length), _marks.AsSpan(start, length));

    /// <summary>The same origins for a text of as many characters.</summary>
    public TracedText With(string value) => new(value, _marks, _isMarkup);

    /// <summary>Where each code point begins, and the length; null where every character is one.</summary>
    public int[]? CodePoints()
    {
        if (!Value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return null;
        }

        var starts = new List<int>(Length + 1);
        for (var i = 0; i < Length; i += char.IsSurrogatePair(Value, i) ? 2 : 1)
        {
            starts.Add(i);
        }

        starts.Add(Length);
        return [.. starts];
    }

    /// <summary>Number of code points, Python's length.</summary>
    public int Count => CodePoints() is { } starts ? starts.Length - 1 : Length;

    /// <summary>Its code points, one text each.</summary>
    public IEnumerable<TracedText> Characters()
    {
        var starts = CodePoints();
        for (var i = 0; i < (starts?.Length - 1 ?? Length); i++)
        {
            yield return starts is null ? Slice(i, 1) : Slice(starts[i], starts[i + 1] - starts[i]);
        }
    }

    /// <summary>Its runs of one origin.</summary>
    public IEnumerable<PromptPart> Parts()
    {
        for (var start = 0; start < Length;)
        {
            var isMarkup = IsMarkup(start);
            var end = _marks is null ? Length : start + 1;
            while (end < Length && IsMarkup(end) == isMarkup)
            {
                end++;
            }

            yield return new PromptPart(Value[start..end], isMarkup);
            start = end;
        }
    }

    public override bool Equals(object? other) => other is TracedText text && text.Value == Value;

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}
