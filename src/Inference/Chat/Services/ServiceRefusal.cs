using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Accelerated.Inference.Chat;

/// <summary>Finds the refused field of a call in a service's error.</summary>
internal static partial class ServiceRefusal
{
    public const string Answers = "n";
    public const string LogProbabilities = "logprobs";
    public const string Temperature = "temperature";
    public const string TopP = "top_p";
    public const string Seed = "seed";
    public const string MaxTokens = "max_tokens";

    private static readonly string[] Names = [LogProbabilities, Temperature, TopP, Seed, MaxTokens];

    /// <summary>The field that a service refused; null where the error is another.</summary>
    public static string? FieldOf(Exception error)
    {
        if (StatusOf(error) is not (400 or 422))
        {
            return null;
        }

        return Names.FirstOrDefault(name => error.Message.Contains(name, StringComparison.OrdinalIgnoreCase))
            ?? (NamesAnswers().IsMatch(error.Message) ? Answers : null);
    }

    /// <summary>The HTTP status behind an error; null where it has none.</summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2075", Justification = "An error whose status was trimmed counts as one without a status, and is not asked again.")]
    public static int? StatusOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            // Client libraries have different exception types with this property.
            if ((cause as HttpRequestException)?.StatusCode is { } code)
            {
                return (int)code;
            }

            if (cause.GetType().GetProperty("Status", typeof(int))?.GetValue(cause) is int and > 0 and var status)
            {
                return status;
            }
        }

        return null;
    }

    [GeneratedRegex(
        """['"`]n['"`]|Parameter: n\b|\bn_cmpl\b|only one completion choice""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesAnswers();
}
