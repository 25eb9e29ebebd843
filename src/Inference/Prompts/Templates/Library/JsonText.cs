namespace Accelerated.Inference.Templates;

/// <summary>The filter tojson as chat templates know it: Python's <c>json.dumps</c> with every character as it is.</summary>
internal sealed class JsonText
{
    private readonly Run _run;
    private readonly TracedTextBuilder _to;
    private readonly TracedText? _indent;
    private readonly bool _ascii;
    private readonly bool _sorted;
    private readonly TracedText _betweenItems;
    private readonly TracedText _betweenKeyAndValue;

    private JsonText(Run run, Arguments arguments)
    {
        _run = run;
        _to = new TracedTextBuilder(run.Budget);
        var indent = arguments.Value("indent", null);
        _indent = indent is null
            ? null
            : indent as TracedText ?? (TracedText)Operators.Calculate(run, "*", TracedText.Markup(" "), indent)!;
        _ascii = arguments.Flag("ensure_ascii");
        _sorted = arguments.Flag("sort_keys");
        var separators = arguments.Value("separators", null) is TemplateList { Items: [TracedText items, TracedText keys] }
            ? (items, keys)
            : ((TracedText, TracedText)?)null;
        _betweenItems = separators?.Item1 ?? TracedText.Markup(_indent is null ? ", " : ",");
        _betweenKeyAndValue = separators?.Item2 ?? TracedText.Markup(": ");
    }

    public static object? Filter(Run run, object? value, Arguments arguments)
    {
        var json = new JsonText(run, arguments);
        json.Write(value, 0);
        return json._to.ToText();
    }

    private void Write(object? value, int level)
    {
        _run.Budget.Step();
        _run.Budget.Enter();
        switch (value)
        {
            case null:
                _to.Append("null", true);
                break;
            case bool or long or double or Given:
                _to.Append(Scalar(Operators.Plain(value)!), value is not Given);
                break;
            case TracedText text:
                WriteText(text);
                break;
            case TemplateList list:
                WriteItems("[", "]", list.Items, item => Write(item, level + 1), level);
                break;
            case TemplateDict dict:
                var entries = _sorted
                    ? dict.Entries.OrderBy(entry => PythonText.Of(_run, entry.Key).Value, StringComparer.Ordinal)
                    : dict.Entries;
                WriteItems("{", "}", [.. entries], entry => WriteEntry(entry, level + 1), level);
                break;
            default:
                throw _run.Error(
                    $"{PythonText.Describe(value)} is given to |tojson; it takes texts, numbers, lists and mappings. Test it by 'is " +
                    "defined' before.");
        }

        _run.Budget.Leave();
    }

    private void WriteEntry(KeyValuePair<object?, object?> entry, int level)
    {
        var key = entry.Key as TracedText
            ?? (entry.Key is Given given
                ? TracedText.Content(Scalar(given.Value))
                : TracedText.Markup(entry.Key is null ? "null" : Scalar(entry.Key)));
        WriteText(key);
        _to.Append(_betweenKeyAndValue);
        Write(entry.Value, level);
    }

    private void WriteItems<T>(string open, string close, List<T> items, Action<T> write, int level)
    {
        _to.Append(open, true);
        for (var i = 0; i < items.Count; i++)
        {
            _to.Append(i > 0 ? _betweenItems : TracedText.Empty);
            BreakLine(level + 1);
            write(items[i]);
        }

        if (items.Count > 0)
        {
            BreakLine(level);
        }

        _to.Append(close, true);
    }

    private void BreakLine(int level)
    {
        if (_indent is null)
        {
            return;
        }

        _to.Append("\n", true);
        for (var i = 0; i < level; i++)
        {
            _to.Append(_indent);
        }
    }

    private static string Scalar(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => PythonText.Scalar(value),
    };

    private void WriteText(TracedText text)
    {
        _to.Append("\"", true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text.Value[i];
            var escaped = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\f' => "\\f",
                '\b' => "\\b",
                _ when c < ' ' || (_ascii && c >= '\x7f') => FormattableString.Invariant($"\\u{(int)c:x4}"),
                _ => null,
            };
            if (escaped is null)
            {
                _to.Append(text, i, 1);
            }
            else
            {
                _to.Append(escaped, text.IsMarkup(i));
            }
        }

        _to.Append("\"", true);
    }
}
