using System.Globalization;
using System.Text;

namespace Accelerated.Inference.Templates;

/// <summary>Reads the tokens within a tag.</summary>
internal static class ExpressionLexer
{
    private static readonly string[] Operators =
        ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", "=", "<", ">"];

    public static TemplateToken Read(string source, ref int at, int line)
    {
        var first = source[at];
        if (first is '\'' or '"')
        {
            return ReadString(source, ref at, line);
        }

        if (char.IsAsciiDigit(first))
        {
            return ReadNumber(source, ref at, line);
        }

        var start = at;
        if (char.IsLetter(first) || first == '_')
        {
            while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] == '_'))
            {
                at++;
            }

            return new TemplateToken(TokenKind.Name, source[start..at], line);
        }

        foreach (var name in Operators)
        {
            if (string.CompareOrdinal(source, at, name, 0, name.Length) == 0)
            {
                at += name.Length;
                return new TemplateToken(TokenKind.Operator, name, line);
            }
        }

        throw new TemplateException(line, $"'{first}' means nothing within a tag. Leave it out or put it into quotes.");
    }

    private static TemplateToken ReadNumber(string source, ref int at, int line)
    {
        var start = at;
        var isReal = false;
        var mayBeReal = at == 0 || source[at - 1] != '.'; // x.0.0 is an item of an item
        while (at < source.Length)
        {
            var c = source[at];
            if (c == '.' && mayBeReal && !isReal && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1]))
            {
                isReal = true;
            }
            else if (c is 'e' or 'E' && mayBeReal && at + 1 < source.Length
                && (char.IsAsciiDigit(source[at + 1])
                    || (source[at + 1] is '+' or '-' && at + 2 < source.Length && char.IsAsciiDigit(source[at + 2]))))
            {
                isReal = true;
                at++;
            }
            else if (!char.IsAsciiDigit(c) && c != '_')
            {
                break;
            }

            at++;
        }

        var digits = source[start..at].Replace("_", "", StringComparison.Ordinal);
        if (!isReal && !long.TryParse(digits, CultureInfo.InvariantCulture, out _))
        {
            throw new TemplateException(line, $"the number {digits} is too large. Use one of at most {long.MaxValue}.");
        }

        return new TemplateToken(isReal ? TokenKind.Float : TokenKind.Integer, digits, line);
    }

    private static TemplateToken ReadString(string source, ref int at, int line)
    {
        var quote = source[at++];
        var text = new StringBuilder();
        while (at < source.Length && source[at] != quote)
        {
            if (source[at] == '\\' && at + 1 < source.Length)
            {
                ReadEscape(source, ref at, line, text);
            }
            else
            {
                text.Append(source[at++]);
            }
        }

        if (at >= source.Length)
        {
            throw new TemplateException(line, $"the string has no end. Close it by {quote}.");
        }

        at++;
        return new TemplateToken(TokenKind.String, text.ToString(), line);
    }

    // Python's escapes; unknown ones stay unchanged.
    private static void ReadEscape(string source, ref int at, int line, StringBuilder text)
    {
        var escape = source[at + 1];
        at += 2;
        switch (escape)
        {
            case '\n': break;
            case '\\' or '\'' or '"': text.Append(escape); break;
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'a': text.Append('\a'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'v': text.Append('\v'); break;
            case 'x': AppendHexadecimal(source, ref at, 2, line, text); break;
            case 'u': AppendHexadecimal(source, ref at, 4, line, text); break;
            case 'U': AppendHexadecimal(source, ref at, 8, line, text); break;
            case >= '0' and <= '7':
                var code = escape - '0';
                for (var digits = 1; digits < 3 && at < source.Length && source[at] is >= '0' and <= '7'; digits++)
                {
                    code = (code * 8) + source[at++] - '0';
                }

                text.Append((char)code);
                break;
            default: text.Append('\\').Append(escape); break;
        }
    }

    private static void AppendHexadecimal(string source, ref int at, int digits, int line, StringBuilder text)
    {
        if (at + digits > source.Length
            || !int.TryParse(source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            throw new TemplateException(
                line, $"an escape in a string needs {digits} hexadecimal digits that name a character. Write \\\\ for a backslash.");
        }

        at += digits;
        text.Append(code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code));
    }
}
