using System.Text.RegularExpressions;

namespace Accelerated.Inference.Templates;

/// <summary>
/// Cuts a template into text and tags with the white space rules that chat templates are written for: a line end after a block is dropped
/// (trim_blocks), as are the blanks before a block that begins its line (lstrip_blocks) and one line end at the template's end.
/// </summary>
internal sealed partial class TemplateLexer
{
    private readonly List<TemplateToken> _tokens = [];
    private readonly string _source;
    private int _at;
    private int _line = 1;
    private int _counted;
    private bool _lineStarts = true;

    private TemplateLexer(string source)
    {
        _source = LineEnds().Replace(source, "\n");
        if (_source.EndsWith('\n'))
        {
            _source = _source[..^1];
        }
    }

    public static List<TemplateToken> Read(string source)
    {
        var lexer = new TemplateLexer(source);
        lexer.ReadAll();
        return lexer._tokens;
    }

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(-%\}\s*|%\})")]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%([-+]?)\s*endraw\s*(\+%\}|-%\}\s*|%\}\n?)")]
    private static partial Regex RawEnd();

    private void ReadAll()
    {
        while (NextTag() is var tag && tag >= 0)
        {
            var opening = _source[tag + 1];
            var sign = tag + 2 < _source.Length ? _source[tag + 2] : ' ';
            AddData(_source[_at..tag], sign, opening != '{');
            var line = LineAt(tag);
            if (opening == '%' && RawBegin().Match(_source, tag) is { Success: true } raw)
            {
                ReadRaw(tag + raw.Length, line);
                continue;
            }

            _at = tag + 2 + (sign is '-' or '+' ? 1 : 0);
            if (opening == '#')
            {
                SkipComment(line);
                continue;
            }

            Add(opening == '{' ? TokenKind.OutputBegin : TokenKind.BlockBegin, "", line);
            ReadTag(opening == '{' ? '}' : '%', line);
        }

        AddData(_source[_at..], ' ', false);
        Add(TokenKind.End, "", LineAt(_source.Length));
    }

    private int NextTag()
    {
        for (var tag = _source.IndexOf('{', _at); tag >= 0 && tag + 1 < _source.Length; tag = _source.IndexOf('{', tag + 1))
        {
            if (_source[tag + 1] is '{' or '%' or '#')
            {
                return tag;
            }
        }

        return -1;
    }

    private void AddData(string data, char sign, bool isBlock)
    {
        if (sign == '-')
        {
            data = TextMethods.TrimEnd(data);
        }
        else if (sign != '+' && isBlock)
        {
            var start = data.LastIndexOf('\n') + 1;
            if ((start > 0 || _lineStarts) && TextMethods.TrimEnd(data[start..]).Length == 0)
            {
                data = data[..start];
            }
        }

        if (data.Length > 0)
        {
            Add(TokenKind.Data, data, LineAt(_at));
        }
    }

    private void ReadRaw(int start, int line)
    {
        var end = RawEnd().Match(_source, start);
        if (!end.Success)
        {
            throw new TemplateException(line, "the raw block has no end. Close it by {% endraw %}.");
        }

        _lineStarts = start > 0 && _source[start - 1] == '\n';
        _at = start;
        AddData(_source[start..end.Index], end.Groups[1].Value is [var sign] ? sign : ' ', true);
        MoveBehind(end.Index + end.Length);
    }

    private void SkipComment(int line)
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new TemplateException(line, "the comment has no end. Close it by #}.");
        }

        var sign = end > _at ? _source[end - 1] : ' ';
        MoveBehind(AfterTag(end + 2, sign, true));
    }

    // Up to the tag's end: what it consists of, and the end itself.
    private void ReadTag(char closing, int line)
    {
        var open = new Stack<char>();
        while (true)
        {
            while (_at < _source.Length && TextMethods.IsSpace(_source[_at]))
            {
                _at++;
            }

            if (_at >= _source.Length)
            {
                throw new TemplateException(line, $"the tag has no end. Close it by {closing}}}.");
            }

            var sign = _source[_at] is '-' || (_source[_at] is '+' && closing == '%') ? 1 : 0;
            if (open.Count == 0 && _at + sign + 1 < _source.Length && _source[_at + sign] == closing && _source[_at + sign + 1] == '}')
            {
                Add(closing == '}' ? TokenKind.OutputEnd : TokenKind.BlockEnd, "", LineAt(_at));
                MoveBehind(AfterTag(_at + sign + 2, _source[_at], closing == '%'));
                return;
            }

            var token = ExpressionLexer.Read(_source, ref _at, LineAt(_at));
            Balance(open, token);
            _tokens.Add(token);
        }
    }

    private static void Balance(Stack<char> open, TemplateToken token)
    {
        if (token is { Kind: TokenKind.Operator, Text: "(" or "[" or "{" })
        {
            open.Push(token.Text[0] switch { '(' => ')', '[' => ']', _ => '}' });
        }
        else if (token is { Kind: TokenKind.Operator, Text: ")" or "]" or "}" }
            && (!open.TryPop(out var expected) || expected != token.Text[0]))
        {
            throw new TemplateException(
                token.Line,
                expected == 0
                    ? $"'{token.Text}' closes nothing. Leave it out."
                    : $"'{token.Text}' closes a bracket that needs '{expected}'. Close it by that.");
        }
    }

    private int AfterTag(int end, char sign, bool trimsLineEnd)
    {
        if (sign == '-')
        {
            while (end < _source.Length && TextMethods.IsSpace(_source[end]))
            {
                end++;
            }
        }
        else if (sign != '+' && trimsLineEnd && end < _source.Length && _source[end] == '\n')
        {
            end++;
        }

        return end;
    }

    private void MoveBehind(int end)
    {
        _at = end;
        _lineStarts = _source[end - 1] == '\n';
    }

    private int LineAt(int offset)
    {
        _line += _source.AsSpan(_counted, Math.Max(0, offset - _counted)).Count('\n');
        _counted = Math.Max(_counted, offset);
        return _line;
    }

    private void Add(TokenKind kind, string text, int line) => _tokens.Add(new TemplateToken(kind, text, line));
}
