using System.Globalization;

namespace Accelerated.Inference.Templates;

/// <summary>Values as Python writes them.</summary>
internal static class PythonText
{
    /// <summary>Python's <c>str</c>; nothing for what is undefined.</summary>
    public static TracedText Of(Run run, object? value)
    {
        switch (value)
        {
            case TracedText text:
                return text;
            case Undefined:
                return TracedText.Empty;
            case Given given:
                return TracedText.Content(Scalar(given.Value));
            case null or bool or long or double:
                return TracedText.Markup(Scalar(value));
            default:
                var written = new TracedTextBuilder(run.Budget);
                Write(run, written, value);
                return written.ToText();
        }
    }

    /// <summary>A value for a message: its kind.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "none",
        Undefined undefined => $"{undefined.What}, which is undefined,",
        Given given => Describe(given.Value),
        bool => "a truth value",
        long or double => "a number",
        TracedText => "a text",
        TemplateDict => "a mapping",
        TemplateList => "a list",
        ICallable callable => $"the function '{callable.Name}'",
        _ => "an object",
    };

    public static string Scalar(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double real => Real(real),
        _ => throw new ArgumentException("The value is not a scalar.", nameof(value)),
    };

    // The shortest digits that give the number back; an exponent below 1e-4 and from 1e16 on.
    public static string Real(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        var at = digits.IndexOf('E', StringComparison.Ordinal);
        if (at >= 0 && Math.Abs(value) is < 1e-4 or >= 1e16)
        {
            var exponent = int.Parse(digits.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return FormattableString.Invariant($"{digits[..at]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        digits = at >= 0
            ? decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : digits;
        return digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0";
    }

    // Python's repr of what a list or mapping holds.
    private static void Write(Run run, TracedTextBuilder to, object? value)
    {
        run.Budget.Step();
        run.Budget.Enter();
        switch (value)
        {
            case TracedText text:
                WriteQuoted(to, text);
                break;
            case TemplateList list:
                var isTuple = list.Kind == SequenceKind.Tuple;
                to.Append(isTuple ? "(" : "[", true);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    to.Append(i > 0 ? ", " : "", true);
                    Write(run, to, list.Items[i]);
                }

                to.Append(isTuple ? list.Items.Count == 1 ? ",)" : ")" : "]", true);
                break;
            case TemplateDict dict:
                to.Append("{", true);
                var first = true;
                foreach (var (key, item) in dict.Entries)
                {
                    to.Append(first ? "" : ", ", true);
                    Write(run, to, key);
                    to.Append(": ", true);
                    Write(run, to, item);
                    first = false;
                }

                to.Append("}", true);
                break;
            case null or bool or long or double or Given:
                to.Append(Of(run, value));
                break;
            case Undefined:
                to.Append("Undefined", true);
                break;
            default:
                throw run.Error(
                    $"{Describe(value)} is printed; only texts, numbers, lists and mappings can be. Print a part of it, or call it.");
        }

        run.Budget.Leave();
    }

    private static void WriteQuoted(TracedTextBuilder to, TracedText text)
    {
        var quote = text.Value.Contains('\'', StringComparison.Ordinal) && !text.Value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        to.Append(quote.ToString(), true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text.Value[i];
            var escaped = c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                _ when c == quote => "\\" + c,
                < ' ' or (>= '\x7f' and <= '\xa0') or '\xad' => FormattableString.Invariant($"\\x{(int)c:x2}"),
                _ => null,
            };
            if (escaped is null)
            {
                to.Append(text, i, 1);
            }
            else
            {
                to.Append(escaped, text.IsMarkup(i));
            }
        }

        to.Append(quote.ToString(), true);
    }
}
