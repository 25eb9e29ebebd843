namespace Accelerated.Inference.Templates;

internal enum TokenKind
{
    Data,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>A piece of a template; <paramref name="Text"/> is a string's value, a name, an operator, or text between tags.</summary>
internal readonly record struct TemplateToken(TokenKind Kind, string Text, int Line)
{
    /// <summary>How messages name it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the template's end",
        TokenKind.OutputEnd => "'}}'",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.Data or TokenKind.OutputBegin or TokenKind.BlockBegin => "text",
        _ => "'" + (Text.Length > 40 ? Text[..40] + "..." : Text) + "'",
    };
}
