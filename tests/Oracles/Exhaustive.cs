namespace Accelerated.Oracles;

/// <summary>The switch of the slow run, in which definitions are not replaced and sizes not reduced.</summary>
public static class Exhaustive
{
    /// <summary>The environment variable; 1 asks for it.</summary>
    public const string Variable = "ACCELERATED_EXHAUSTIVE";

    /// <summary>Whether this run is exhaustive.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}
