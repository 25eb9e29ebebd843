namespace Accelerated.Cli.Services;

/// <summary>
/// A service cannot be used: no key, not reached, or it refuses; the message names the service, what is wrong, and the way out.
/// </summary>
internal sealed class ServiceException(string message, Exception? cause = null) : ToolException(message, cause);
