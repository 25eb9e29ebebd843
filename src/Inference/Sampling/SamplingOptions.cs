using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// How answers are drawn. The default is the model's own distribution (temperature 1, nothing truncated), which minimum-risk estimates
/// need. Truncations apply in this order, each to the renormalised distribution that the one before left: temperature, <see cref="TopK"/>,
/// <see cref="TopP"/>, <see cref="MinP"/>, <see cref="Epsilon"/>; the most likely token always stays.
/// </summary>
public readonly struct SamplingOptions
{
    /// <summary>The most tokens an answer may be asked to have.</summary>
    public const int LargestMaxTokens = 1 << 20;

    private const int UsualMaxTokens = 64;
    private const long UsualSeed = 1;

    // Null stands for the usual value, so that default(SamplingOptions) is valid and equal to new SamplingOptions().
    private readonly double? _temperature;
    private readonly double? _topP;
    private readonly int? _maxTokens;
    private readonly long? _seed;
    private readonly IReadOnlyList<string>? _stopStrings;
    private readonly IReadOnlyList<int>? _stopTokens;

    /// <summary>
    /// Logits are divided by it; 0 is greedy: always the most likely token, the lower id where two are. At least 0 and finite.
    /// </summary>
    public double Temperature
    {
        get => _temperature ?? 1;
        init => _temperature = value == 1 ? null : value;
    }

    /// <summary>Only this many most likely tokens are kept; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// The fewest most likely tokens that together reach this probability are kept, above 0 up to 1; 1 keeps all (Holtzman et al. 2020).
    /// </summary>
    public double TopP
    {
        get => _topP ?? 1;
        init => _topP = value == 1 ? null : value;
    }

    /// <summary>Tokens less likely than this share of the most likely one are dropped, 0..1; 0 keeps all (Nguyen et al. 2024).</summary>
    public double MinP { get; init; }

    /// <summary>Tokens less likely than this are dropped, 0 up to less than 1; 0 keeps all (Hewitt et al. 2022).</summary>
    public double Epsilon { get; init; }

    /// <summary>The most tokens of an answer, the one that ends it included; 1..<see cref="LargestMaxTokens"/>.</summary>
    public int MaxTokens
    {
        get => _maxTokens ?? UsualMaxTokens;
        init => _maxTokens = value == UsualMaxTokens ? null : value;
    }

    /// <summary>
    /// An answer ends where one of these texts first appears, and does not contain it; "\n" ends at a line's end, and the name of a control
    /// token at that token. They are not looked for in a reasoning. None by default; none may be empty.
    /// </summary>
    public IReadOnlyList<string> StopStrings
    {
        get => _stopStrings ?? [];
        init => _stopStrings = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// An answer ends before one of these token ids, as it does at the model's own end tokens. None by default; not for services.
    /// </summary>
    public IReadOnlyList<int> StopTokens
    {
        get => _stopTokens ?? [];
        init => _stopTokens = value is { Count: 0 } ? null : value;
    }

    /// <summary>Chooses the candidates: the same seed draws the same ones.</summary>
    public long Seed
    {
        get => _seed ?? UsualSeed;
        init => _seed = value == UsualSeed ? null : value;
    }

    /// <summary>
    /// Which of the seed's candidates is drawn first, at least 0: to draw more of them later, start where the last draw ended.
    /// </summary>
    public int FirstCandidate { get; init; }

    /// <summary>Whether the distribution drawn from is the model's own: temperature 1 and nothing truncated.</summary>
    public bool IsModelDistribution => Temperature == 1 && !Truncates;

    internal bool Truncates => TopK > 0 || TopP < 1 || MinP > 0 || Epsilon > 0;

    /// <summary>Checks a request before anything is drawn.</summary>
    /// <param name="count">How many candidates are asked for.</param>
    /// <exception cref="OptionException">The count or an option is outside its range.</exception>
    public void Validate(int count = 1)
    {
        Require(count >= 1, nameof(count), $"{count} candidates were asked for; at least 1 must be drawn. Raise the count.");
        Require(FirstCandidate >= 0 && FirstCandidate <= int.MaxValue - count, nameof(FirstCandidate), $"FirstCandidate is {FirstCandidate}; it must be at least 0 and leave room for {count} candidates. Use 0 to start with the first.");
        Require(Temperature >= 0 && double.IsFinite(Temperature), nameof(Temperature), $"Temperature is {Temperature}; it must be finite and at least 0. Use 1 for the model's own distribution, 0 for greedy.");
        Require(TopK >= 0, nameof(TopK), $"TopK is {TopK}; it must be at least 0. Use 0 to keep all tokens.");
        Require(TopP > 0 && TopP <= 1, nameof(TopP), $"TopP is {TopP}; it must be above 0 and at most 1. Use 1 to keep all tokens.");
        Require(MinP >= 0 && MinP <= 1, nameof(MinP), $"MinP is {MinP}; it must be in 0..1. Use 0 to keep all tokens.");
        Require(Epsilon >= 0 && Epsilon < 1, nameof(Epsilon), $"Epsilon is {Epsilon}; it must be at least 0 and below 1. Use 0 to keep all tokens.");
        Require(MaxTokens is >= 1 and <= LargestMaxTokens, nameof(MaxTokens), $"MaxTokens is {MaxTokens}; it must be in 1..{LargestMaxTokens}. Leave it out for 64.");
        Require(StopTokens.All(token => token >= 0), nameof(StopTokens), $"A stop token is negative; each must be an id of the model's vocabulary. Leave it out.");
        Require(StopStrings.All(stop => !string.IsNullOrEmpty(stop)), nameof(StopStrings), $"A stop string is empty; each must have at least one character. Leave it out.");
    }

    private static void Require(bool holds, string option, FormattableString rule)
    {
        if (!holds)
        {
            throw new OptionException(option, FormattableString.Invariant(rule));
        }
    }
}
