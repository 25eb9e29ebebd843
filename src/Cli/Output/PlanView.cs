using System.Globalization;
using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.Planning;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>A plan as text and as JSON.</summary>
internal static class PlanView
{
    private const double Most = 0.9; // of the problems

    /// <summary>The plan as one JSON object.</summary>
    /// <param name="json">The output.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="problems">Number of problems that seconds and tokens are for.</param>
    public static void Write(Utf8JsonWriter json, DrawingPlan plan, MetricInfo metric, int problems)
    {
        json.WriteStartObject();
        json.WriteString("metric", metric.Name);
        json.WriteNumber("pilotProblems", plan.Problems);
        json.WriteNumber("pilotCandidates", plan.PilotCandidates);
        json.WriteNumber("confidence", plan.Confidence);
        json.WriteNumber("enough", plan.EnoughCandidates);
        Stable("stableForHalf", 0.5);
        Stable("stableForMost", Most);
        json.Number("secondsPerCandidate", plan.SecondsPerCandidate);
        json.Number("tokensPerCandidate", plan.TokensPerCandidate);
        json.WriteNumber("problems", problems);
        json.WriteStartArray("counts");
        foreach (var count in plan.Counts)
        {
            json.WriteStartObject();
            json.WriteNumber("n", count.Candidates);
            json.Number("expected", count.Expected);
            json.Number("low", count.Low);
            json.Number("high", count.High);
            json.Number("stable", count.StableShare);
            json.Number("seconds", problems * count.Seconds);
            json.Number("tokens", problems * count.Tokens);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        // No number is large enough for equal candidates.
        void Stable(string name, double share)
        {
            if (plan.StableWith(share) is < long.MaxValue and var count)
            {
                json.WriteNumber(name, count);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }

    /// <summary>The plan as a table with remarks.</summary>
    public static string Text(DrawingPlan plan, MetricInfo metric, int problems, Screen screen)
    {
        var isTimed = double.IsFinite(plan.SecondsPerCandidate);
        var hasTokens = double.IsFinite(plan.TokensPerCandidate);
        List<string> headings = ["candidates", $"expected {metric.Name}", "middle 90 %", "stable"];
        headings.AddRange(isTimed ? ["seconds"] : []);
        headings.AddRange(hasTokens ? ["tokens"] : []);
        var table = new ShownTable([.. headings]);
        foreach (var count in plan.Counts)
        {
            List<Cell> cells =
            [
                Number(count.Candidates, "N0"),
                Number(count.Expected, "G4"),
                double.IsNaN(count.Low) ? "-" : $"{Number(count.Low, "G4")} to {Number(count.High, "G4")}",
                $"{Number(100 * count.StableShare, "F0")} %",
            ];
            cells.AddRange(isTimed ? [Number(problems * count.Seconds, "N1")] : []);
            cells.AddRange(hasTokens ? [Number(problems * count.Tokens, "N0")] : []);
            table.AddRow([.. cells]);
        }

        var pilot = Invariant($"Pilot: {plan.Problems} problems of {plan.PilotCandidates} candidates.");
        var costs = isTimed || hasTokens
            ? Invariant($"Seconds and tokens: for {problems} {(problems == 1 ? "problem" : "problems")}, in proportion to the pilot's.\n")
            : "";
        return screen.Wrap(pilot + "\n") + table.Text(screen) + screen.Wrap(
            Invariant($"{plan.EnoughCandidates} candidates reach 95 % of what {plan.PilotCandidates} gain over one.\n")
            + Invariant($"A decision is stable with {Stable(0.5)} in half of the problems, with {Stable(Most)} in nine of ten ")
            + Invariant($"(at {100 * plan.Confidence:G4} %, between the pilot's two best).\n")
            + costs);

        string Stable(double share) => plan.StableWith(share) is < long.MaxValue and var count
            ? Invariant($"{count:N0} candidates")
            : "no number of candidates, because the two are equal,";
    }

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
