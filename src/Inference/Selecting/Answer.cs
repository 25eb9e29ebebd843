namespace Accelerated.Inference;

/// <summary>An answer in closed form, which need not be a candidate.</summary>
public sealed class Answer
{
    internal Answer(string text, double? number)
    {
        Text = text;
        Number = number;
    }

    /// <summary>The answer as text.</summary>
    public string Text { get; }

    /// <summary>The answer under a metric over numbers; null under others.</summary>
    public double? Number { get; }
}
