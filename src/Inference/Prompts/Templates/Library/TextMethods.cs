namespace Accelerated.Inference.Templates;

/// <summary>Python's methods of texts; what they cut, join and replace keeps its origin.</summary>
internal static class TextMethods
{
    public static IReadOnlyDictionary<string, Function> All { get; } = new Function[]
    {
        new("strip", "chars", (run, text, arguments) => Strip(run, (TracedText)text!, arguments, true, true)),
        new("lstrip", "chars", (run, text, arguments) => Strip(run, (TracedText)text!, arguments, true, false)),
        new("rstrip", "chars", (run, text, arguments) => Strip(run, (TracedText)text!, arguments, false, true)),
        new(
            "split",
            "sep maxsplit",
            (run, text, arguments) => run.List(
                TextSplits.Split(run, (TracedText)text!, arguments.OptionalText("sep"), arguments.Whole("maxsplit", -1)))),
        new(
            "rsplit",
            "sep maxsplit",
            (run, text, arguments) => run.List(
                TextSplits.SplitFromRight(run, (TracedText)text!, arguments.OptionalText("sep"), arguments.Whole("maxsplit", -1)))),
        new("splitlines", "keepends", (run, text, arguments) => run.List(TextSplits.Lines((TracedText)text!, arguments.Flag("keepends")))),
        new(
            "partition",
            "sep",
            (run, text, arguments) => run.List(
                TextSplits.Partition(run, (TracedText)text!, arguments.Text("sep"), false), SequenceKind.Tuple)),
        new(
            "rpartition",
            "sep",
            (run, text, arguments) => run.List(
                TextSplits.Partition(run, (TracedText)text!, arguments.Text("sep"), true), SequenceKind.Tuple)),
        new(
            "startswith",
            "prefix",
            (run, text, arguments) => Any(
                run, arguments.Value("prefix"), part => ((TracedText)text!).Value.StartsWith(part, StringComparison.Ordinal))),
        new(
            "endswith",
            "suffix",
            (run, text, arguments) => Any(
                run, arguments.Value("suffix"), part => ((TracedText)text!).Value.EndsWith(part, StringComparison.Ordinal))),
        new("removeprefix", "prefix", (run, text, arguments) => RemovePrefix((TracedText)text!, arguments.Text("prefix"))),
        new("removesuffix", "suffix", (run, text, arguments) => RemoveSuffix((TracedText)text!, arguments.Text("suffix"))),
        new(
            "replace",
            "old new count",
            (run, text, arguments) => TextSplits.Replace(
                run, (TracedText)text!, arguments.Text("old"), arguments.Text("new"), arguments.Whole("count", -1))),
        new("lower", "", (_, text, _) => Lower((TracedText)text!)),
        new("upper", "", (_, text, _) => Upper((TracedText)text!)),
        new("title", "", (_, text, _) => Title((TracedText)text!)),
        new("capitalize", "", (_, text, _) => Capitalize((TracedText)text!)),
        new("find", "sub", (run, text, arguments) => Find(run, (TracedText)text!, arguments.Text("sub"), false)),
        new("rfind", "sub", (run, text, arguments) => Find(run, (TracedText)text!, arguments.Text("sub"), true)),
        new(
            "index",
            "sub",
            (run, text, arguments) => Find(run, (TracedText)text!, arguments.Text("sub"), false) is >= 0 and var offset
                ? offset
                : throw run.Error("index() looks for a text that is not there. Use find(), which gives -1.")),
        new("count", "sub", (run, text, arguments) => TextSplits.Occurrences(run, (TracedText)text!, arguments.Text("sub"))),
        new(
            "join",
            "iterable",
            (run, text, arguments) => Join(run, (TracedText)text!, Collections.Iterate(run, arguments.Value("iterable")), false)),
        new("format", null, (run, text, arguments) => TextFormat.Apply(run, (TracedText)text!, arguments)),
        new("isdigit", "", (_, text, _) => IsAll(text, char.IsDigit)),
        new("isalpha", "", (_, text, _) => IsAll(text, char.IsLetter)),
        new("isalnum", "", (_, text, _) => IsAll(text, char.IsLetterOrDigit)),
        new("isspace", "", (_, text, _) => IsAll(text, IsSpace)),
        new("isupper", "", (_, text, _) => IsCased(text, char.IsUpper, char.IsLower)),
        new("islower", "", (_, text, _) => IsCased(text, char.IsLower, char.IsUpper)),
    }.ToDictionary(method => method.Name, StringComparer.Ordinal);

    /// <summary>Whether Python takes it for white space: the separators of ASCII too.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    public static TracedText Trim(TracedText text, string? characters, bool atStart, bool atEnd)
    {
        bool IsDropped(char c) => characters is null ? IsSpace(c) : characters.Contains(c, StringComparison.Ordinal);
        var (start, end) = (0, text.Length);
        while (atStart && start < end && IsDropped(text.Value[start]))
        {
            start++;
        }

        while (atEnd && end > start && IsDropped(text.Value[end - 1]))
        {
            end--;
        }

        return text.Slice(start, end - start);
    }

    public static TracedText Lower(TracedText text) => text.With(text.Value.ToLowerInvariant());

    public static TracedText Upper(TracedText text) => text.With(text.Value.ToUpperInvariant());

    public static TracedText Capitalize(TracedText text) =>
        text.Length == 0 ? text : text.With(string.Concat(text.Value[..1].ToUpperInvariant(), text.Value[1..].ToLowerInvariant()));

    public static TracedText Join(Run run, TracedText separator, IEnumerable<object?> items, bool converts)
    {
        var joined = new TracedTextBuilder(run.Budget);
        var first = true;
        foreach (var item in items)
        {
            run.Budget.Step();
            joined.Append(first ? TracedText.Empty : separator);
            joined.Append(item as TracedText ?? (converts ? PythonText.Of(run, item) : throw run.Error(
                $"join() has {PythonText.Describe(item)}; it joins texts. Use the filter |join.")));
            first = false;
        }

        return joined.ToText();
    }

    public static bool IsCased(object? text, Func<char, bool> wanted, Func<char, bool> other) =>
        ((TracedText)text!).Value.Any(wanted) && !((TracedText)text).Value.Any(other);

    private static TracedText Title(TracedText text)
    {
        var title = text.Value.ToCharArray();
        for (var i = 0; i < title.Length; i++)
        {
            title[i] = i > 0 && char.IsLetter(title[i - 1]) ? char.ToLowerInvariant(title[i]) : char.ToUpperInvariant(title[i]);
        }

        return text.With(new string(title));
    }

    private static TracedText Strip(Run run, TracedText text, Arguments arguments, bool atStart, bool atEnd)
    {
        var characters = arguments.OptionalText("chars")?.Value;
        run.Budget.Read((characters?.Length ?? 0) * (long)text.Length);
        return Trim(text, characters, atStart, atEnd);
    }

    private static bool Any(Run run, object? parts, Func<string, bool> holds) => parts switch
    {
        TracedText part => holds(part.Value),
        TemplateList { Kind: SequenceKind.Tuple } tuple => tuple.Items.Any(part => part is TracedText text && holds(text.Value)),
        _ => throw run.Error(
            $"the beginning or end that is tested is {PythonText.Describe(parts)}; it must be a text or a tuple of texts."),
    };

    private static TracedText RemovePrefix(TracedText text, TracedText prefix) =>
        text.Value.StartsWith(prefix.Value, StringComparison.Ordinal) ? text.Slice(prefix.Length, text.Length - prefix.Length) : text;

    private static TracedText RemoveSuffix(TracedText text, TracedText suffix) =>
        text.Value.EndsWith(suffix.Value, StringComparison.Ordinal) ? text.Slice(0, text.Length - suffix.Length) : text;

    private static long Find(Run run, TracedText text, TracedText part, bool last)
    {
        run.Budget.Read((long)text.Length * (1 + (part.Length / 16)));
        var offset = last
            ? text.Value.LastIndexOf(part.Value, StringComparison.Ordinal)
            : text.Value.IndexOf(part.Value, StringComparison.Ordinal);
        return offset < 0 ? -1 : text.Slice(0, offset).Count;
    }

    private static bool IsAll(object? text, Func<char, bool> holds) =>
        ((TracedText)text!).Length > 0 && ((TracedText)text).Value.All(holds);
}
