namespace Accelerated.Inference.Templates;

/// <summary>Reads a template's statements.</summary>
internal sealed class TemplateParser
{
    private const int LongestSource = 1 << 20;

    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private TemplateParser(string source)
    {
        if (source.Length > LongestSource)
        {
            throw new TemplateException(1, FormattableString.Invariant(
                $"the template has {source.Length:N0} characters; the most is {LongestSource:N0}. Use a shorter one."));
        }

        _tokens = new TokenReader(TemplateLexer.Read(source));
        _expressions = new ExpressionParser(_tokens);
    }

    public static IReadOnlyList<Statement> Read(string source)
    {
        var parser = new TemplateParser(source);
        var statements = parser.Body();
        return parser._tokens.Current.Kind == TokenKind.End ? statements : throw parser.Stray();
    }

    // Up to a tag that none of the statements begins with: an end, else or elif, which the caller reads.
    private List<Statement> Body()
    {
        _tokens.Enter();
        var statements = new List<Statement>();
        while (Next() is { } statement)
        {
            statements.Add(statement);
        }

        _tokens.Leave();
        return statements;
    }

    private Statement? Next()
    {
        var token = _tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Data:
                return new DataStatement(token.Line, TracedText.Markup(_tokens.Next().Text));
            case TokenKind.OutputBegin:
                _tokens.Next();
                var value = _expressions.ReadTuple();
                _tokens.Expect(TokenKind.OutputEnd, "'}}'");
                return new OutputStatement(token.Line, value);
            case TokenKind.BlockBegin when !EndsBody(_tokens.Following.Text):
                _tokens.Next();
                return Block(_tokens.Expect(TokenKind.Name, "a statement's name"));
            default:
                return null;
        }
    }

    private static bool EndsBody(string name) => name is "elif" or "else" || name.StartsWith("end", StringComparison.Ordinal);

    private Statement Block(TemplateToken name) => name.Text switch
    {
        "if" => If(name.Line),
        "for" => For(name.Line),
        "set" => Set(name.Line),
        "macro" => Macro(name.Line),
        "call" => Call(name.Line),
        "filter" => Filter(name.Line),
        "with" => With(name.Line),
        "generation" => new ScopeStatement(name.Line, [], ToEnd("generation")),
        "break" => Leave(name, Flow.Break),
        "continue" => Leave(name, Flow.Continue),
        _ => throw new TemplateException(
            name.Line,
            $"the statement {name.Shown} is not supported. Use for, if, set, macro, call, filter, with, break, continue or generation."),
    };

    private IfStatement If(int line)
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        do
        {
            var condition = _expressions.ReadTuple();
            EndTag();
            branches.Add((condition, Body()));
        }
        while (TakeTag("elif"));
        return new IfStatement(line, branches, Otherwise("if"));
    }

    private ForStatement For(int line)
    {
        var target = Target();
        _tokens.Expect("in");
        var sequence = _expressions.ReadTuple(withConditional: false);
        var filter = _tokens.Take("if") ? _expressions.Read() : null;
        if (_tokens.IsName("recursive"))
        {
            throw new TemplateException(line, "'recursive' loops are not supported. Use a macro that calls itself.");
        }

        EndTag();
        _loops++;
        var body = Body();
        _loops--;
        return new ForStatement(line, target, sequence, filter, body, Otherwise("for"));
    }

    private List<Statement> Otherwise(string name)
    {
        List<Statement> otherwise = [];
        if (TakeTag("else"))
        {
            EndTag();
            otherwise = Body();
        }

        TakeEnd(name);
        return otherwise;
    }

    private Statement Set(int line)
    {
        var target = Target();
        if (_tokens.Take("="))
        {
            var value = _expressions.ReadTuple();
            EndTag();
            return new SetStatement(line, target, value);
        }

        Expression? filtered = _tokens.Is("|") ? _expressions.ReadFilters(new Name(line, FilterStatement.CapturedName)) : null;
        return new BlockSetStatement(line, target, LoopFree("set"), filtered);
    }

    private MacroStatement Macro(int line)
    {
        var name = _tokens.Expect(TokenKind.Name, "a macro's name").Text;
        _tokens.Expect("(");
        return new MacroStatement(line, name, Parameters(), LoopFree("macro"));
    }

    private CallStatement Call(int line)
    {
        var parameters = _tokens.Take("(") ? Parameters() : [];
        return _expressions.Read() is Call call
            ? new CallStatement(line, call, new MacroStatement(line, "caller", parameters, LoopFree("call")))
            : throw new TemplateException(line, "a call block calls nothing. Write {% call macro(arguments) %}.");
    }

    private FilterStatement Filter(int line)
    {
        var filtered = _expressions.ReadFilters(_expressions.ReadFilter(new Name(line, FilterStatement.CapturedName)));
        return new FilterStatement(line, LoopFree("filter"), filtered);
    }

    private ScopeStatement With(int line)
    {
        var variables = new List<(AssignmentTarget, Expression)>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (variables.Count > 0)
            {
                _tokens.Expect(",");
            }

            var target = SingleTarget();
            _tokens.Expect("=");
            variables.Add((target, _expressions.Read()));
        }

        return new ScopeStatement(line, variables, ToEnd("with"));
    }

    private LeaveStatement Leave(TemplateToken name, Flow flow)
    {
        if (_loops == 0)
        {
            throw new TemplateException(name.Line, $"'{name.Text}' is outside of a loop. Put it into a for.");
        }

        EndTag();
        return new LeaveStatement(name.Line, flow);
    }

    private List<(string, Expression?)> Parameters()
    {
        var parameters = new List<(string, Expression?)>();
        while (!_tokens.Take(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.Expect(",");
            }

            var name = _tokens.Expect(TokenKind.Name, "a parameter's name").Text;
            parameters.Add((name, _tokens.Take("=") ? _expressions.Read() : null));
        }

        return parameters;
    }

    private AssignmentTarget Target()
    {
        var line = _tokens.Current.Line;
        var first = SingleTarget();
        if (!_tokens.Is(","))
        {
            return first;
        }

        var targets = new List<AssignmentTarget> { first };
        while (_tokens.Take(",") && !_tokens.Is("in") && !_tokens.Is("=") && !_tokens.Is(")"))
        {
            targets.Add(SingleTarget());
        }

        return new TupleTarget(line, targets);
    }

    private AssignmentTarget SingleTarget()
    {
        var line = _tokens.Current.Line;
        if (_tokens.Take("("))
        {
            _tokens.Enter();
            var target = Target();
            _tokens.Leave();
            _tokens.Expect(")");
            return target;
        }

        var name = _tokens.Expect(TokenKind.Name, "a variable's name").Text;
        return _tokens.Take(".")
            ? new NamespaceTarget(line, name, _tokens.Expect(TokenKind.Name, "an attribute's name").Text)
            : new NameTarget(line, name);
    }

    // The body of a block, with the end of the tag before it and the tag that ends it. What it prints is captured: no break leaves it.
    private List<Statement> LoopFree(string name)
    {
        var loops = _loops;
        _loops = 0;
        var body = ToEnd(name);
        _loops = loops;
        return body;
    }

    private List<Statement> ToEnd(string name)
    {
        EndTag();
        var body = Body();
        TakeEnd(name);
        return body;
    }

    private void TakeEnd(string name)
    {
        if (!TakeTag("end" + name))
        {
            throw _tokens.Current.Kind == TokenKind.BlockBegin
                ? Stray()
                : new TemplateException(_tokens.Current.Line, $"the block {name} has no end. Close it by {{% end{name} %}}.");
        }

        EndTag();
    }

    private bool TakeTag(string name)
    {
        var there = _tokens.Current.Kind == TokenKind.BlockBegin
            && _tokens.Following is { Kind: TokenKind.Name } following && following.Text == name;
        if (there)
        {
            _tokens.Next();
            _tokens.Next();
        }

        return there;
    }

    private void EndTag() => _tokens.Expect(TokenKind.BlockEnd, "'%}'");

    private TemplateException Stray() =>
        new(
            _tokens.Current.Line,
            $"{{% {_tokens.Following.Text} %}} belongs to no open block. Leave it out, or close the blocks before it.");
}
