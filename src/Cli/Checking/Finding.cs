namespace Accelerated.Cli.Checking;

/// <summary>The result of one check.</summary>
/// <param name="Check">What was checked.</param>
/// <param name="Health">How it is.</param>
/// <param name="Text">What was found; where it is not well, with a way out.</param>
internal sealed record Finding(string Check, Health Health, string Text)
{
    public static Finding Ok(string check, string text) => new(check, Health.Ok, text);
}
