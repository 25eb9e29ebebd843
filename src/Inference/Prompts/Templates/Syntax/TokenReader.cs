namespace Accelerated.Inference.Templates;

/// <summary>Goes through a template's tokens.</summary>
internal sealed class TokenReader(List<TemplateToken> tokens)
{
    private const int MostNested = 200;
    private int _at;
    private int _depth;

    public TemplateToken Current => tokens[_at];

    public TemplateToken Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public TemplateToken Next() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    public bool Is(string text) => Current.Kind is TokenKind.Operator or TokenKind.Name && Current.Text == text;

    public bool IsName(string name) => Current.Kind == TokenKind.Name && Current.Text == name;

    public bool Take(string text)
    {
        var there = Is(text);
        if (there)
        {
            Next();
        }

        return there;
    }

    public void Expect(string text)
    {
        if (!Take(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    public TemplateToken Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Unexpected(what);

    public TemplateException Unexpected(string needed) =>
        new(Current.Line, $"found {Current.Shown} where {needed} is needed. Correct the template.");

    public void Enter()
    {
        if (++_depth > MostNested || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateException(
                Current.Line,
                $"brackets and blocks are nested deeper than {MostNested} or than the thread's stack. Use a flatter template.");
        }
    }

    public void Leave() => _depth--;
}
