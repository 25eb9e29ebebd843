using System.Globalization;
using System.Text;

namespace Accelerated.Inference.Templates;

/// <summary>
/// Reads expressions, by Jinja's order of binding: if-else, or, and, not, comparison, + -, ~, * / // %, **, sign, postfix and filters.
/// </summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    public Expression Read(bool withConditional = true)
    {
        tokens.Enter();
        var expression = withConditional ? Conditional() : Or();
        tokens.Leave();
        return expression;
    }

    /// <summary>An expression, or several with commas between them, which are a tuple.</summary>
    public Expression ReadTuple(bool withConditional = true)
    {
        var line = tokens.Current.Line;
        var first = Read(withConditional);
        if (!tokens.Is(","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (tokens.Take(",") && !EndsTuple())
        {
            items.Add(Read(withConditional));
        }

        return new SequenceLiteral(line, items, SequenceKind.Tuple);
    }

    /// <summary>Arguments up to the closing bracket; the opening one is read.</summary>
    public Call ReadCall(Expression callee, int line)
    {
        var (positional, named) = ReadArguments();
        return new Call(line, callee, positional, named);
    }

    public Expression ReadFilters(Expression value)
    {
        while (tokens.Take("|"))
        {
            value = ReadFilter(value);
        }

        return value;
    }

    /// <summary>One filter, its bar read.</summary>
    public Expression ReadFilter(Expression value)
    {
        var line = tokens.Current.Line;
        var name = DottedName("a filter's name");
        var (positional, named) = tokens.Take("(") ? ReadArguments() : ([], []);
        return new FilterCall(line, value, name, positional, named);
    }

    private bool EndsTuple() => tokens.Current.Kind is TokenKind.OutputEnd or TokenKind.BlockEnd || tokens.Is(")") || tokens.Is("=");

    private Expression Conditional()
    {
        var value = Or();
        while (tokens.IsName("if"))
        {
            var line = tokens.Next().Line;
            var condition = Or();
            var otherwise = tokens.Take("else") ? Read() : null;
            value = new Conditional(line, condition, value, otherwise);
        }

        return value;
    }

    private Expression Or()
    {
        var left = And();
        while (tokens.IsName("or"))
        {
            left = new Logical(tokens.Next().Line, left, And(), false);
        }

        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (tokens.IsName("and"))
        {
            left = new Logical(tokens.Next().Line, left, Not(), true);
        }

        return left;
    }

    private Expression Not()
    {
        if (!tokens.IsName("not"))
        {
            return Comparison();
        }

        var line = tokens.Next().Line;
        tokens.Enter();
        var value = new Negation(line, Not());
        tokens.Leave();
        return value;
    }

    private Expression Comparison()
    {
        var line = tokens.Current.Line;
        var first = Sum();
        var rest = new List<(string Operator, Expression Value)>();
        while (true)
        {
            if (tokens.Current is { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" } || tokens.IsName("in"))
            {
                rest.Add((tokens.Next().Text, Sum()));
            }
            else if (tokens.IsName("not") && tokens.Following is { Kind: TokenKind.Name, Text: "in" })
            {
                tokens.Next();
                tokens.Next();
                rest.Add(("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new Comparison(line, first, rest);
            }
        }
    }

    private Expression Sum() => Binary(Joined, "+", "-");

    private Expression Joined()
    {
        var line = tokens.Current.Line;
        var first = Product();
        if (!tokens.Is("~"))
        {
            return first;
        }

        var parts = new List<Expression> { first };
        while (tokens.Take("~"))
        {
            parts.Add(Product());
        }

        return new Concatenation(line, parts);
    }

    private Expression Product() => Binary(Power, "*", "/", "//", "%");

    private Expression Power() => Binary(() => Unary(true), "**");

    private Expression Binary(Func<Expression> operand, params ReadOnlySpan<string> operators)
    {
        var left = operand();
        while (tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text))
        {
            var name = tokens.Next();
            left = new Arithmetic(name.Line, name.Text, left, operand());
        }

        return left;
    }

    private Expression Unary(bool withFilters)
    {
        Expression value;
        if (tokens.Current is { Kind: TokenKind.Operator, Text: "-" or "+" })
        {
            var sign = tokens.Next();
            tokens.Enter();
            value = new Signed(sign.Line, sign.Text == "-", Unary(false));
            tokens.Leave();
        }
        else
        {
            value = Primary();
        }

        value = Postfix(value);
        return withFilters ? FiltersAndTests(value) : value;
    }

    private Expression Primary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Next();
                return token.Text switch
                {
                    "true" or "True" => new Constant(token.Line, true),
                    "false" or "False" => new Constant(token.Line, false),
                    "none" or "None" => new Constant(token.Line, null),
                    _ => new Name(token.Line, token.Text),
                };
            case TokenKind.String:
                var text = new StringBuilder();
                while (tokens.Current.Kind == TokenKind.String)
                {
                    text.Append(tokens.Next().Text);
                }

                return new Constant(token.Line, TracedText.Markup(text.ToString()));
            case TokenKind.Integer:
                return new Constant(token.Line, long.Parse(tokens.Next().Text, CultureInfo.InvariantCulture));
            case TokenKind.Float:
                return new Constant(token.Line, double.Parse(tokens.Next().Text, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text is "(" or "[" or "{":
                tokens.Next();
                return token.Text switch { "(" => Bracket(token.Line), "[" => List(token.Line), _ => Dict(token.Line) };
            default:
                throw tokens.Unexpected("a value");
        }
    }

    private Expression Bracket(int line)
    {
        if (tokens.Take(")"))
        {
            return new SequenceLiteral(line, [], SequenceKind.Tuple);
        }

        var value = ReadTuple();
        tokens.Expect(")");
        return value;
    }

    private SequenceLiteral List(int line)
    {
        var items = new List<Expression>();
        while (!tokens.Take("]"))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Take("]"))
                {
                    break;
                }
            }

            items.Add(Read());
        }

        return new SequenceLiteral(line, items, SequenceKind.List);
    }

    private DictLiteral Dict(int line)
    {
        var entries = new List<(Expression Key, Expression Value)>();
        while (!tokens.Take("}"))
        {
            if (entries.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Take("}"))
                {
                    break;
                }
            }

            var key = Read();
            tokens.Expect(":");
            entries.Add((key, Read()));
        }

        return new DictLiteral(line, entries);
    }

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.Take("."))
            {
                value = tokens.Current.Kind == TokenKind.Integer
                    ? new Subscript(line, value, new Constant(line, long.Parse(tokens.Next().Text, CultureInfo.InvariantCulture)))
                    : new Attribute(line, value, tokens.Expect(TokenKind.Name, "an attribute's name").Text);
            }
            else if (tokens.Take("["))
            {
                value = Subscripted(value, line);
                tokens.Expect("]");
            }
            else if (tokens.Take("("))
            {
                value = ReadCall(value, line);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Subscripted(Expression value, int line)
    {
        var start = tokens.Is(":") ? null : Read();
        if (!tokens.Take(":"))
        {
            return new Subscript(line, value, start!);
        }

        var end = tokens.Is(":") || tokens.Is("]") ? null : Read();
        var step = tokens.Take(":") && !tokens.Is("]") ? Read() : null;
        return new Slice(line, value, start, end, step);
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            if (tokens.Is("|"))
            {
                value = ReadFilters(value);
            }
            else if (tokens.IsName("is"))
            {
                value = Test(value);
            }
            else if (tokens.Is("("))
            {
                value = ReadCall(value, tokens.Next().Line);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Test(Expression value)
    {
        var line = tokens.Next().Line;
        var negated = tokens.Take("not");
        var name = DottedName("a test's name");
        List<Expression> positional = [];
        List<(string, Expression)> named = [];
        if (tokens.Take("("))
        {
            (positional, named) = ReadArguments();
        }
        else if (TakesArgument())
        {
            positional = [Postfix(Primary())];
        }

        Expression test = new TestCall(line, value, name, positional, named);
        return negated ? new Negation(line, test) : test;
    }

    private bool TakesArgument() => tokens.Current.Kind switch
    {
        TokenKind.Name => tokens.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Operator => tokens.Current.Text is "[" or "{",
        _ => false,
    };

    private string DottedName(string what)
    {
        var name = tokens.Expect(TokenKind.Name, what).Text;
        while (tokens.Take("."))
        {
            name += "." + tokens.Expect(TokenKind.Name, what).Text;
        }

        return name;
    }

    private (List<Expression> Positional, List<(string Name, Expression Value)> Named) ReadArguments()
    {
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!tokens.Take(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Take(")"))
                {
                    break;
                }
            }

            if (tokens.Current is { Kind: TokenKind.Operator, Text: "*" or "**" })
            {
                throw new TemplateException(
                    tokens.Current.Line, $"'{tokens.Current.Text}' spreads arguments, which is not supported. Name the arguments.");
            }

            if (tokens.Current.Kind == TokenKind.Name && tokens.Following is { Kind: TokenKind.Operator, Text: "=" })
            {
                var name = tokens.Next().Text;
                tokens.Next();
                named.Add((name, Read()));
            }
            else if (named.Count > 0)
            {
                throw tokens.Unexpected("a named argument");
            }
            else
            {
                positional.Add(Read());
            }
        }

        return (positional, named);
    }
}
