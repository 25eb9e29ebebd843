namespace Accelerated.Inference.Templates;

/// <summary>What one rendering may take, so that no template hangs or fills the memory.</summary>
internal sealed class Budget
{
    public const long MostSteps = 5_000_000;
    public const long MostCharacters = 1L << 26;
    public const int MostDepth = 1_000;
    public const int LongestOutput = 1 << 24;
    public const int LongestRange = 100_000;

    /// <summary>Characters that an element of a list is charged as.</summary>
    public const int Element = 32;

    private long _steps;
    private long _characters;
    private int _depth;

    /// <summary>The line that is being run, for messages.</summary>
    public int Line { get; set; } = 1;

    public void Step(long steps = 1)
    {
        if ((_steps += steps) > MostSteps)
        {
            throw Exceeded($"it takes more than {MostSteps:N0} steps. Use a template with shorter loops, or a shorter conversation.");
        }
    }

    /// <summary>Charges reading a text.</summary>
    public void Read(long characters) => Step(characters >> 6);

    /// <summary>Charges a text that is made; called before it is.</summary>
    public void Create(long characters)
    {
        if (characters < 0 || (_characters += characters) > MostCharacters)
        {
            throw Exceeded(
                $"it makes more than {MostCharacters:N0} characters. Use a template that copies less, or a shorter conversation.");
        }
    }

    public void Enter()
    {
        if (++_depth > MostDepth || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Exceeded(
                $"it is nested deeper than {MostDepth:N0} levels or than the thread's stack. Use a template without endless recursion.");
        }
    }

    public void Leave() => _depth--;

    private TemplateException Exceeded(FormattableString what) => new(Line, FormattableString.Invariant(what));
}
