using System.Net;
using Accelerated.Metrics;

namespace Accelerated.Service;

/// <summary>Where a service listens, and who may call it.</summary>
internal sealed record ServerOptions
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0..65535; 0 for a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The key that callers must have; null for none, which only a loopback address allows.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What one request may ask for, and how many are served at once.</summary>
    public ServiceLimits Limits { get; init; } = new();

    /// <summary>Whether the log has prompts and answers, which otherwise never reach it.</summary>
    public bool LogsContent { get; init; }

    /// <summary>How much is logged.</summary>
    public LogDetail Log { get; init; } = LogDetail.Usual;

    /// <summary>Checks every value.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public void Validate()
    {
        Limits.Validate();
        if (Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new OptionException(
                nameof(Port), FormattableString.Invariant($"Invalid value '{Port}' for ServerOptions.Port: expected 0 to 65535."));
        }

        if (ApiKey is not null && (ApiKey.Length == 0 || ApiKey.Any(letter => letter is <= ' ' or > '~')))
        {
            throw new OptionException(
                nameof(ApiKey), "Invalid value for ServerOptions.ApiKey: expected visible ASCII characters without spaces.");
        }

        if (ApiKey is null && !IPAddress.IsLoopback(Address))
        {
            throw new OptionException(
                nameof(Address),
                $"Invalid value '{Address}' for ServerOptions.Address: expected a loopback address where there is no key, because anyone "
                + "who reaches the port may call the model. Set ServerOptions.ApiKey, or use 127.0.0.1.");
        }
    }
}
