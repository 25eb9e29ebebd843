namespace Accelerated.Inference;

/// <summary>An option's value is not allowed, alone or beside the others; the message gives value, rule and way out.</summary>
public sealed class OptionException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="option">The option, as the tool names it, without dashes.</param>
    /// <param name="message">Value, rule and way out.</param>
    public OptionException(string option, string message) : base(message) => Option = option;

    /// <summary>The option, as the tool names it, without dashes.</summary>
    public string Option { get; }
}
