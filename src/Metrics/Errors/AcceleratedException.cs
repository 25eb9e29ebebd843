namespace Accelerated.Metrics;

/// <summary>The base of all errors of these libraries but those of arguments, which are <see cref="ArgumentException"/>s.</summary>
public abstract class AcceleratedException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    /// <param name="innerException">What went wrong underneath, where anything did.</param>
    protected AcceleratedException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
