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

    // Null means the usual value, so that default(SamplingOptions) is valid and equal to new SamplingOptions().
    private readonly double? _temperature;
    private readonly double? _topP;
    private readonly int? _maxTokens;
    private readonly long? _seed;
    private readonly IReadOnlyList<string>? _stopStrings;
    private readonly IReadOnlyList<int>? _stopTokens;

    /// <summary>
    /// Divides the logits; at least 0 and finite. 0 is greedy: always the most likely token, of equally likely ones the lowest id.
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
    /// An answer ends before the first occurrence of one of these texts; "\n" ends it at the end of a line, and the name of a control token
    /// at that token. Reasoning is not searched. Empty by default; no text may be empty.
    /// </summary>
    public IReadOnlyList<string> StopStrings
    {
        get => _stopStrings ?? [];
        init => _stopStrings = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// An answer ends before one of these token ids, as it does at the model's own end tokens. Empty by default; chat services refuse them.
    /// </summary>
    public IReadOnlyList<int> StopTokens
    {
        get => _stopTokens ?? [];
        init => _stopTokens = value is { Count: 0 } ? null : value;
    }

    /// <summary>The seed: the same seed draws the same candidates.</summary>
    public long Seed
    {
        get => _seed ?? UsualSeed;
        init => _seed = value == UsualSeed ? null : value;
    }

    /// <summary>
    /// The index of the first of the seed's candidates to draw, at least 0: to draw more of them later, continue where the last draw ended.
    /// </summary>
    public int FirstCandidate { get; init; }

    /// <summary>Whether the distribution drawn from is the model's own: temperature 1 and nothing truncated.</summary>
    public bool IsModelDistribution => Temperature == 1 && !Truncates;

    internal bool Truncates => TopK > 0 || TopP < 1 || MinP > 0 || Epsilon > 0;

    /// <summary>Checks a request before anything is drawn.</summary>
    /// <param name="count">The number of candidates to draw.</param>
    /// <exception cref="OptionException">The count or an option is outside its range.</exception>
    public void Validate(int count = 1)
    {
        if (count < 1)
        {
            throw new OptionException(
                nameof(count), FormattableString.Invariant($"Invalid value '{count}' for count: expected at least 1."));
        }

        var rule = new OptionRule(nameof(SamplingOptions));
        rule.Require(
            FirstCandidate >= 0 && FirstCandidate <= int.MaxValue - count,
            nameof(FirstCandidate),
            FirstCandidate,
            $"0 to {int.MaxValue - count}, which leaves room for {count} candidates");
        rule.Require(
            Temperature >= 0 && double.IsFinite(Temperature),
            nameof(Temperature),
            Temperature,
            "a finite number of at least 0",
            "Use 1 for the model's own distribution, 0 for greedy.");
        rule.Require(TopK >= 0, nameof(TopK), TopK, "at least 0", "Use 0 to keep all tokens.");
        rule.Require(TopP > 0 && TopP <= 1, nameof(TopP), TopP, "a number above 0 and at most 1", "Use 1 to keep all tokens.");
        rule.Require(MinP >= 0 && MinP <= 1, nameof(MinP), MinP, "a number from 0 to 1", "Use 0 to keep all tokens.");
        rule.Require(
            Epsilon >= 0 && Epsilon < 1, nameof(Epsilon), Epsilon, "a number of at least 0 and below 1", "Use 0 to keep all tokens.");
        rule.Require(
            MaxTokens is >= 1 and <= LargestMaxTokens, nameof(MaxTokens), MaxTokens, $"1 to {LargestMaxTokens}", "Leave it out for 64.");
        foreach (var token in StopTokens)
        {
            rule.Require(token >= 0, nameof(StopTokens), token, "token ids of at least 0");
        }

        foreach (var stop in StopStrings)
        {
            rule.Require(!string.IsNullOrEmpty(stop), nameof(StopStrings), stop, "texts of at least one character");
        }
    }
}
