using System.Buffers;
using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// Turns the regular expressions of Hugging Face's tokenizers (Oniguruma's dialect) into .NET's: possessive quantifiers become atomic
/// groups, sets within sets are spread out, and letters that words are made of include marks of every kind.
/// </summary>
internal static class RegexDialect
{
    private const string WordCharacters = @"\p{L}\p{M}\p{Nl}\p{Nd}\p{Pc}\u24B6-\u24E9";
    private static readonly SearchValues<char> Counts = SearchValues.Create("0123456789,");

    /// <summary>The expression in .NET's dialect.</summary>
    /// <exception cref="ArgumentException">It has what .NET reads in another way.</exception>
    public static string Translate(string expression)
    {
        var result = new StringBuilder(expression.Length);
        var groups = new Stack<int>();
        var atom = 0; // where the last atom begins in the result
        for (var at = 0; at < expression.Length;)
        {
            var start = result.Length;
            switch (expression[at])
            {
                case '\\':
                    at = CopyEscape(expression, at, result, isInSet: false);
                    atom = start;
                    break;
                case '[':
                    at = CopySet(expression, at, result);
                    atom = start;
                    break;
                case '(':
                    groups.Push(start);
                    result.Append(expression[at++]);
                    break;
                case ')':
                    atom = groups.Count > 0 ? groups.Pop() : start;
                    result.Append(expression[at++]);
                    break;
                case '?' or '*' or '+' or '{' when start > 0 && result[^1] is not ('(' or '|'):
                    at = CopyQuantifier(expression, at, result, atom);
                    break;
                default:
                    result.Append(expression[at++]);
                    atom = start;
                    break;
            }
        }

        return result.ToString();
    }

    private static int CopyEscape(string expression, int at, StringBuilder result, bool isInSet)
    {
        switch (at + 1 < expression.Length ? expression[at + 1] : '\0')
        {
            case 'h' or 'H':
                throw new ArgumentException("'\\h' means a hexadecimal digit there and something else elsewhere.");
            case 'w':
                result.Append(isInSet ? WordCharacters : $"[{WordCharacters}]");
                return at + 2;
            case 'W':
                result.Append(isInSet ? throw new ArgumentException("'\\W' in a set has no equal.") : $"[^{WordCharacters}]");
                return at + 2;
        }

        var isProperty = at + 2 < expression.Length && expression[at + 1] is 'p' or 'P' && expression[at + 2] == '{';
        var end = isProperty && expression.IndexOf('}', at) is > 0 and var close ? close + 1 : Math.Min(at + 2, expression.Length);
        result.Append(expression, at, end - at);
        return end;
    }

    private static int CopyQuantifier(string expression, int at, StringBuilder result, int atom)
    {
        var end = at + 1;
        if (expression[at] == '{')
        {
            var close = expression.IndexOf('}', at);
            if (close < 0 || expression.AsSpan(at + 1, close - at - 1).IndexOfAnyExcept(Counts) >= 0)
            {
                result.Append('{');
                return end; // a brace of the text
            }

            end = close + 1;
        }

        result.Append(expression, at, end - at);
        switch (end < expression.Length ? expression[end] : '\0')
        {
            case '+' when expression[at] == '{': // repeats what is repeated
                result.Insert(atom, "(?:").Append(")+");
                return end + 1;
            case '+':
                result.Insert(atom, "(?>").Append(')');
                return end + 1;
            case '?':
                result.Append('?');
                return end + 1;
            default:
                return end;
        }
    }

    private static int CopySet(string expression, int at, StringBuilder result)
    {
        result.Append('[');
        at++;
        if (at < expression.Length && expression[at] == '^')
        {
            result.Append('^');
            at++;
        }

        for (var depth = 1; at < expression.Length;)
        {
            switch (expression[at])
            {
                case '\\':
                    at = CopyEscape(expression, at, result, isInSet: true);
                    continue;
                case '[' when at + 1 < expression.Length && expression[at + 1] is '^' or ':':
                    throw new ArgumentException("A set within a set is negated or named, which has no equal.");
                case '&' when at + 1 < expression.Length && expression[at + 1] == '&':
                    throw new ArgumentException("'&&', the common part of two sets, has no equal.");
                case '[':
                    depth++;
                    break;
                case ']' when --depth == 0:
                    result.Append(']');
                    return at + 1;
                case ']':
                    break;
                case '-' when at + 1 < expression.Length && expression[at + 1] == '[':
                    throw new ArgumentException("'-[' takes a set away here and does not there.");
                default:
                    result.Append(expression[at]);
                    break;
            }

            at++;
        }

        throw new ArgumentException("A set does not end.");
    }
}
