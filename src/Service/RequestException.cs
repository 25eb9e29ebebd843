using Accelerated.Metrics;

namespace Accelerated.Service;

/// <summary>A request cannot be served; the message, which the caller receives, gives value, rule and way out.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">What is wrong, for programs.</param>
/// <param name="message">What is wrong, for people.</param>
/// <param name="param">The field at fault; null where it is none.</param>
/// <param name="cause">The underlying error, if any.</param>
internal sealed class RequestException(int status, string code, string message, string? param = null, Exception? cause = null)
    : AcceleratedException(message, cause)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>What is wrong, for programs.</summary>
    public string Code => code;

    /// <summary>The field at fault; null where it is none.</summary>
    public string? Param => param;

    /// <summary>When to ask again; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The kind of error, in OpenAI's words.</summary>
    public string Type => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        504 => "timeout_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>A field with a value that is not allowed.</summary>
    public static RequestException Invalid(string field, string value, string expected) =>
        new(400, "invalid_value", $"Invalid value {value} for '{field}': expected {expected}", field);
}
