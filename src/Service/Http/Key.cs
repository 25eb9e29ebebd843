using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Http;

/// <summary>Who may call.</summary>
internal sealed class Key(ServerOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _key = options.ApiKey is null ? null : Hash(options.ApiKey);
    private readonly bool _isLocal = IPAddress.IsLoopback(options.Address);

    /// <summary>Refuses requests without the key, in a time that does not depend on how much of it is right.</summary>
    /// <exception cref="RequestException">The key is missing or wrong.</exception>
    public void Require(HttpContext context)
    {
        if (_key is null)
        {
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        if (given is null || !CryptographicOperations.FixedTimeEquals(Hash(given), _key))
        {
            throw new RequestException(
                401,
                "invalid_api_key",
                $"The API key is {(given is null ? "missing" : "wrong")}. Send the service's key as 'Authorization: Bearer KEY'.");
        }
    }

    /// <summary>
    /// Refuses other names on a loopback address, so that a page whose name was made to point to this machine cannot read answers.
    /// </summary>
    /// <exception cref="RequestException">The name is not one of this machine's.</exception>
    public void RequireHost(HttpContext context)
    {
        // Only HTTP/1.0 has requests without the header; a browser sends it always.
        var host = context.Request.Host.Host;
        if (_isLocal
            && context.Request.Host.HasValue
            && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
        {
            throw new RequestException(
                403,
                "wrong_host",
                "The header 'Host' names another machine, and the service listens on this one only. Call it as 127.0.0.1 or localhost.");
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
