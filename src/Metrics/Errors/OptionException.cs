namespace Accelerated.Metrics;

/// <summary>An option or the text of one is not allowed, alone or beside the others; the message gives value, rule and way out.</summary>
public sealed class OptionException : ArgumentException
{
    /// <summary>Creates the error.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="message">Value, rule and way out.</param>
    /// <param name="innerException">What went wrong underneath, where anything did.</param>
    public OptionException(string option, string message, Exception? innerException = null) : base(message, innerException) =>
        ParamName = option;

    /// <summary>The option's name; the message does not repeat it.</summary>
    public override string ParamName { get; }
}
