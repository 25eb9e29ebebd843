using System.CommandLine;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>The options that change the votes' weights once they are known.</summary>
/// <param name="hasSources">Whether candidates may have a source.</param>
internal sealed class WeightOptions(bool hasSources)
{
    private readonly Option<string[]> _factors = new("--source-weight")
    {
        HelpName = "NAME=W",
        Description = "Factor of the weight of candidates with this 'source', e.g. gpt=2; others have 1. Repeatable.",
    };

    private readonly Option<string> _uniform = CommonOptions.Text(
        "--uniform-share", "0", "S", "Share of the whole weight, 0 to 1, that all votes have alike, whatever their own weights.");

    private readonly Option<string?> _largest = CommonOptions.Optional(
        "--largest-share", "S", "Largest share of the whole weight that one vote may have, e.g. 0.2; the rest goes to the others.");

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => hasSources ? [_uniform, _factors, _largest] : [_uniform, _largest];

    /// <summary>The weights that a name means.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static WeightSource SourceOf(string option, string name) => CommonOptions.OneOf(option, name, [.. WeightSources.Names]);

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public WeightAdjustment Read(ParseResult parsed)
    {
        var factors = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var given in hasSources ? parsed.GetValue(_factors)! : [])
        {
            var equals = given.LastIndexOf('=');
            if (equals < 1 || !factors.TryAdd(given[..equals], CommonOptions.Number("source-weight", given[(equals + 1)..])))
            {
                throw new OptionException(
                    "source-weight", $"Invalid value '{given}' for --source-weight: expected a source, once, and its factor, e.g. gpt=2.");
            }
        }

        return new WeightAdjustment
        {
            UniformShare = CommonOptions.Number("uniform-share", parsed.GetValue(_uniform)!),
            SourceFactors = factors.Count == 0 ? null : factors,
            LargestShare = parsed.GetValue(_largest) is { } largest ? CommonOptions.Number("largest-share", largest) : null,
        };
    }
}
