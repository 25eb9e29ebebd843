namespace Accelerated.Cli.Services;

/// <summary>
/// A service cannot be used: the key is missing, it is not reachable, or it rejects calls.
/// </summary>
internal sealed class ServiceException(string message, Exception? cause = null) : ToolException(message, cause);
