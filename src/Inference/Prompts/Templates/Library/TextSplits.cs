namespace Accelerated.Inference.Templates;

/// <summary>Cutting texts at other texts.</summary>
internal static class TextSplits
{
    public static IEnumerable<TracedText> Split(Run run, TracedText text, TracedText? separator, long most)
    {
        if (separator is null)
        {
            return Words(text, most);
        }

        return Pieces(text, Offsets(run, text, separator, most), separator.Length);
    }

    public static IEnumerable<TracedText> SplitFromRight(Run run, TracedText text, TracedText? separator, long most)
    {
        if (most < 0)
        {
            return Split(run, text, separator, -1);
        }

        if (separator is null)
        {
            return WordsFromRight(text, most).Reverse();
        }

        var offsets = new List<int>();
        run.Budget.Read((long)text.Length * (1 + (separator.Length / 16)));
        for (var end = text.Length; offsets.Count < most && end >= Checked(run, separator).Length; end = offsets[^1])
        {
            var offset = text.Value.AsSpan(0, end).LastIndexOf(separator.Value);
            if (offset < 0)
            {
                break;
            }

            run.Budget.Create(Budget.Element);
            offsets.Add(offset);
        }

        offsets.Reverse();
        return Pieces(text, offsets, separator.Length);
    }

    public static IEnumerable<TracedText> Lines(TracedText text, bool keepEnds)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsLineEnd(text.Value[end]))
            {
                end++;
            }

            var next = Math.Min(
                text.Length, end + (end + 1 < text.Length && text.Value[end] == '\r' && text.Value[end + 1] == '\n' ? 2 : 1));
            yield return text.Slice(start, (keepEnds ? next : end) - start);
            start = next;
        }
    }

    public static IEnumerable<TracedText> Partition(Run run, TracedText text, TracedText separator, bool last)
    {
        Checked(run, separator);
        run.Budget.Read((long)text.Length * (1 + (separator.Length / 16)));
        var offset = last
            ? text.Value.LastIndexOf(separator.Value, StringComparison.Ordinal)
            : text.Value.IndexOf(separator.Value, StringComparison.Ordinal);
        var after = offset + separator.Length;
        return offset >= 0 ? [text.Slice(0, offset), text.Slice(offset, separator.Length), text.Slice(after, text.Length - after)]
            : last ? [TracedText.Empty, TracedText.Empty, text]
            : [text, TracedText.Empty, TracedText.Empty];
    }

    public static TracedText Replace(Run run, TracedText text, TracedText old, TracedText replacement, long most)
    {
        var replaced = new TracedTextBuilder(run.Budget);
        var from = 0;
        foreach (var offset in old.Length == 0 ? Between(text, most) : Offsets(run, text, old, most))
        {
            replaced.Append(text, from, offset - from).Append(replacement);
            from = offset + old.Length;
        }

        return replaced.Append(text, from, text.Length - from).ToText();
    }

    public static long Occurrences(Run run, TracedText text, TracedText part) =>
        part.Length == 0 ? text.Count + 1 : Offsets(run, text, part, -1).LongCount();

    private static IEnumerable<int> Offsets(Run run, TracedText text, TracedText part, long most)
    {
        Checked(run, part);
        run.Budget.Read((long)text.Length * (1 + (part.Length / 16)));
        var from = 0;
        while (most != 0 && text.Value.IndexOf(part.Value, from, StringComparison.Ordinal) is >= 0 and var offset)
        {
            run.Budget.Create(1);
            yield return offset;
            from = offset + part.Length;
            most--;
        }
    }

    private static IEnumerable<int> Between(TracedText text, long most)
    {
        for (var offset = 0; offset <= text.Length && most != 0; offset++)
        {
            if (offset == 0 || offset == text.Length || !char.IsSurrogatePair(text.Value, offset - 1))
            {
                yield return offset;
                most--;
            }
        }
    }

    private static IEnumerable<TracedText> Pieces(TracedText text, IEnumerable<int> offsets, int width)
    {
        var from = 0;
        foreach (var offset in offsets)
        {
            yield return text.Slice(from, offset - from);
            from = offset + width;
        }

        yield return text.Slice(from, text.Length - from);
    }

    private static IEnumerable<TracedText> Words(TracedText text, long most)
    {
        var at = 0;
        while (true)
        {
            while (at < text.Length && TextMethods.IsSpace(text.Value[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                yield break;
            }

            var start = at;
            while (at < text.Length && (most == 0 || !TextMethods.IsSpace(text.Value[at])))
            {
                at++;
            }

            yield return text.Slice(start, at - start);
            most--;
        }
    }

    private static IEnumerable<TracedText> WordsFromRight(TracedText text, long most)
    {
        var end = text.Length;
        while (true)
        {
            while (end > 0 && TextMethods.IsSpace(text.Value[end - 1]))
            {
                end--;
            }

            if (end == 0)
            {
                yield break;
            }

            var start = end;
            while (start > 0 && (most == 0 || !TextMethods.IsSpace(text.Value[start - 1])))
            {
                start--;
            }

            yield return text.Slice(start, end - start);
            end = start;
            most--;
        }
    }

    private static bool IsLineEnd(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';

    private static TracedText Checked(Run run, TracedText separator) => separator.Length > 0 ? separator : throw run.Error(
        "a text is split at an empty one. Give split() a separator.");
}
