namespace Accelerated.Oracles;

/// <summary>The value of a named numeric metric for an answer and the truth.</summary>
public static class NumberMetrics
{
    public static IReadOnlyDictionary<string, Func<double, double, double>> All { get; } =
        new Dictionary<string, Func<double, double, double>>
    {
        ["squared-error"] = (a, y) => Math.Pow(a - y, 2),
        ["absolute-error"] = (a, y) => Math.Abs(a - y),
        ["huber"] = (a, y) => Losses.Huber(a, y, 1),
        ["huber:delta=2.5"] = (a, y) => Losses.Huber(a, y, 2.5),
        ["pinball:tau=0.9"] = (a, y) => Losses.Pinball(a, y, 0.9),
        ["pinball"] = (a, y) => Losses.Pinball(a, y, 0.5),
        ["log-cosh"] = Losses.LogCosh,
        ["relative-error"] = (a, y) => Math.Abs(a - y) / Math.Abs(y),
        ["relative-error:squared=true"] = (a, y) => Math.Pow((a - y) / y, 2),
        ["squared-log-error"] = (a, y) => Math.Pow(Math.Log(1 + a) - Math.Log(1 + y), 2),
        ["epsilon-insensitive"] = (a, y) => Math.Max(0, Math.Max(a - y, y - a) - 1),
        ["epsilon-insensitive:epsilon=0.25"] = (a, y) => Math.Max(0, Math.Max(a - y, y - a) - 0.25),
        ["linex"] = (a, y) => Losses.Linex(a, y, 1),
        ["linex:a=-0.25"] = (a, y) => Losses.Linex(a, y, -0.25),
        ["circular-error"] = (a, y) => Losses.Circular(a, y, 360),
        ["circular-error:period=24"] = (a, y) => Losses.Circular(a, y, 24),
        ["hit"] = (a, y) => Math.Abs(a - y) <= 1 ? 1 : 0,
        ["hit:delta=0"] = (a, y) => a == y ? 1 : 0,
    };
}
