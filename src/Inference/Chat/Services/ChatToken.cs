namespace Accelerated.Inference.Chat;

/// <summary>A token of a service's answer.</summary>
/// <param name="Text">Its text, white space included.</param>
/// <param name="LogProbability">Its natural log-probability after the tokens before it, as given by the service.</param>
internal sealed record ChatToken(string Text, double LogProbability)
{
    /// <summary>The likeliest tokens at this position, the likeliest first; empty where none was asked for.</summary>
    public IReadOnlyList<ChatToken> Top { get; init; } = [];
}
