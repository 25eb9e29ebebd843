using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// What is in the last complete <c>\boxed{...}</c> or <c>\fbox{...}</c>, or the number behind a <c>\boxed</c> without braces. Braces within
/// are balanced, escaped ones do not count. A number is given in plain digits, without a unit; <c>\text{...}</c> around the whole and
/// <c>x =</c> before it go.
/// </summary>
internal sealed partial class BoxedExtractor(NumberReader numbers) : ValueExtractor(numbers)
{
    private static readonly string[] Commands = [@"\boxed", @"\fbox"];

    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        answer = default;
        return TryFind(text, out var content) && TryNormalize(content, out answer);
    }

    private static bool TryFind(string text, out string content)
    {
        var open = new Stack<int>(); // where each open brace's content begins; less than 0 where it is not a box's
        var (start, end) = (-1, -1);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && BoxAt(text, at) is var behind and > 0)
            {
                at = behind - 1;
                if (behind < text.Length && text[behind] == '{')
                {
                    open.Push(++at + 1);
                }
                else if (Unbraced().Match(text, behind) is { Success: true } bare)
                {
                    (start, end) = (bare.Groups[1].Index, bare.Index + bare.Length);
                }
            }
            else if (c == '\\')
            {
                at++; // an escaped brace
            }
            else if (c == '{')
            {
                open.Push(-1);
            }
            else if (c == '}' && open.TryPop(out var begin) && begin > start)
            {
                (start, end) = (begin, at);
            }
        }

        content = start < 0 ? "" : text[start..end];
        return content.Length > 0;
    }

    // The index behind a command and its blanks; 0 where none begins at the index.
    private static int BoxAt(string text, int at)
    {
        foreach (var command in Commands)
        {
            var behind = at + command.Length;
            if (text.AsSpan(at).StartsWith(command, StringComparison.Ordinal)
                && (behind == text.Length || !char.IsAsciiLetter(text[behind])))
            {
                while (behind < text.Length && text[behind] == ' ')
                {
                    behind++;
                }

                return behind;
            }
        }

        return 0;
    }

    private bool TryNormalize(string content, out ExtractedAnswer answer)
    {
        var text = content.Trim().Trim('$').Trim();
        text = Wrapped().Match(text) is { Success: true } wrapped ? wrapped.Groups[1].Value.Trim() : text;
        text = Assigned().Replace(text, "");
        text = text.EndsWith('.') && !text.EndsWith("..", StringComparison.Ordinal) ? text[..^1] : text;
        var readable = Formatting().Replace(text, "$1");
        if (Numbers.TryWhole(readable, allowsUnit: true, out var token) && token.Kind == NumberTokenKind.Number
            && double.IsFinite(token.Value.ToDouble()))
        {
            answer = new(token.IsPlain ? token.Value.ToString() : text, new AnswerValue(token.Value));
        }
        else
        {
            answer = new(text, new AnswerValue());
        }

        return text.Length > 0;
    }

    [GeneratedRegex(@"\G *(-?[0-9][0-9.,]*[0-9]|-?[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Unbraced();

    [GeneratedRegex(@"^\\(?:text|textbf|textit|mathrm|mathbf|mbox)\{([^{}]*)\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"^[A-Za-z](?:_[A-Za-z0-9])?\s*=\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();

    // Units and spaces of LaTeX, for reading the number alone.
    [GeneratedRegex(
        @"\\(?:text|textbf|textit|mathrm|mathbf|mbox)\{([^{}]*)\}|\\left|\\right|\^\{?\\circ\}?|\\\$", RegexOptions.CultureInvariant)]
    private static partial Regex Formatting();
}
