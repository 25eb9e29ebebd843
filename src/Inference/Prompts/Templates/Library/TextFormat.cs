namespace Accelerated.Inference.Templates;

/// <summary>Python's <c>format</c>, of fields without a format of their own: <c>{}</c>, <c>{0}</c>, <c>{name}</c>.</summary>
internal static class TextFormat
{
    public static TracedText Apply(Run run, TracedText format, Arguments arguments)
    {
        var text = new TracedTextBuilder(run.Budget);
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format.Value[i];
            if (c is '{' or '}' && i + 1 < format.Length && format.Value[i + 1] == c)
            {
                text.Append(format, i++, 1);
                continue;
            }

            if (c is not ('{' or '}'))
            {
                text.Append(format, i, 1);
                continue;
            }

            var end = format.Value.IndexOf('}', i);
            var field = c == '{' && end > i ? format.Value[(i + 1)..end] : null;
            text.Append(PythonText.Of(run, Field(run, field, arguments, ref next)));
            i = end;
        }

        return text.ToText();
    }

    private static object? Field(Run run, string? field, Arguments arguments, ref int next)
    {
        if (field is not null && arguments.Named.TryGetValue(field, out var named))
        {
            return named;
        }

        var index = field is { Length: 0 } ? next++
            : int.TryParse(field, System.Globalization.NumberStyles.None, null, out var given) ? given
            : -1;
        return index >= 0 && index < arguments.Positional.Length
            ? arguments.Positional[index]
            : throw run.Error("format() has a field that is not an argument's index or name. Use {}, {0} or {name}, or join texts by ~.");
    }
}
