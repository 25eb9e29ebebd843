using Accelerated.Inference.Explaining;
using Accelerated.Inference.Reporting.Charts;
using Accelerated.Metrics;

namespace Accelerated.Inference.Reporting.Sections;

/// <summary>
/// One problem: the answer, the utilities of all pairs, who agrees and who does not, and what fewer candidates had given.
/// </summary>
internal sealed class SelectionSection(
    Problem problem, Selection selection, SelectionOptions options, Explanation? explanation = null) : IReportSection
{
    private const int MostInMap = 48;
    private const int MostInTable = 20;
    private const int MostVoters = 5;
    private const int LongestText = 600;
    private const int LongestHover = 120;

    private readonly MetricInfo _metric = options.Metric.Info;

    public string Heading => problem.Id.Length == 0 ? "Problem" : problem.Id;

    public void Write(HtmlWriter html)
    {
        html.Raw("<blockquote>").Isolated(selection.Text, LongestText).Raw("</blockquote>\n");
        WriteFacts(html);
        var isSquare = problem.References is null;
        if (selection.Matrix is not null && selection.Ranking.Count > 0)
        {
            html.Raw("<div class=\"charts\">");
            WriteMap(html);
            if (isSquare && selection.Ranking.Count > 2 && Consensus.HasCurve(options))
            {
                WriteCurve(html, new Consensus(selection, problem.Candidates, options));
            }

            html.Raw("</div>\n");
        }

        WriteRanking(html);
        WriteVoters(html, Supporters());
        if (explanation is not null)
        {
            WriteDissent(html, explanation);
        }
    }

    private void WriteFacts(HtmlWriter html)
    {
        html.Raw("<dl>");
        Fact("metric", _metric.Name);
        Fact("expected", $"{Scale.Label(selection.Expected)}{Error(selection.StandardError)}");
        Fact("ahead by", double.IsNaN(selection.Margin) ? "-" : $"{Scale.Label(selection.Margin)}{MarginErrors()}");
        if (explanation?.HeldOut is { } held)
        {
            Fact("by other votes", $"{Scale.Label(held.HeldOut)} instead of {Scale.Label(held.Chosen)}");
        }

        Fact("candidates", Votes());
        if (selection.BestProbability is { } probability)
        {
            Fact("best again", FormattableString.Invariant($"{100 * probability:F0} %"));
        }

        html.Raw("</dl>\n");

        void Fact(string name, string value) => html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>");
    }

    private void WriteMap(HtmlWriter html)
    {
        int[] rows = [.. selection.Ranking.Take(MostInMap).Select(ranked => ranked.Index)];
        var references = problem.References?.Count ?? problem.Candidates.Count;
        int[] columns = problem.References is null ? rows : [.. Enumerable.Range(0, Math.Min(MostInMap, references))];
        var values = (from i in rows from j in columns let u = Utility(i, j) where double.IsFinite(u) select u).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        html.Raw("<figure>");
        HeatMap.Draw(
            html,
            "Utilities of the candidates, best first, against the references",
            rows.Length,
            columns.Length,
            (i, j) => high > low ? Share(Utility(rows[i], columns[j])) : 0.5,
            i => $"{rows[i]}",
            j => $"{columns[j]}",
            (i, j) => html.Tag($"{Scale.Label(Utility(rows[i], columns[j]))}\n{rows[i]}: ").Text(Candidate(rows[i]), LongestHover)
                .Tag($"\n{columns[j]}: ").Text(Reference(columns[j]), LongestHover));
        html.Raw("<figcaption>").Text(FormattableString.Invariant(
            $"{_metric.Name} of each candidate (rows, best first) against each reference, from {Scale.Label(low)} to "))
            .Text(Scale.Label(high)).Raw(rows.Length < selection.Ranking.Count ? $"; the best {MostInMap}" : "")
            .Raw(". The stronger the colour, the better.</figcaption></figure>\n");

        double Share(double utility)
        {
            var share = (utility - low) / (high - low);
            return _metric.Direction == Direction.HigherIsBetter ? share : 1 - share;
        }
    }

    private void WriteCurve(HtmlWriter html, Consensus consensus)
    {
        var curve = consensus.ByNumber();
        html.Raw("<figure>");
        CurveChart.Draw(
            html,
            "Expected metric of the winner among fewer candidates",
            "candidates",
            $"expected {_metric.Name}",
            [
                new CurveLine(
                    "winner",
                    [.. curve.Select(point => ((double)point.Count, point.Mean))],
                    [.. curve.Select(point => (point.Low, point.High))]),
            ],
            isLogarithmicX: true);
        html.Raw("<figcaption>What the winner among some of these candidates, drawn at random, is worth by the votes of all: ")
            .Raw("the mean, and the middle 90 %.</figcaption></figure>\n");
    }

    // Equal texts are one row.
    private void WriteRanking(HtmlWriter html)
    {
        var rows = selection.Ranking.GroupBy(ranked => Candidate(ranked.Index), StringComparer.Ordinal).ToList();
        html.Raw("<div class=\"wide\"><table><thead><tr><th>rank<th>index<th>times<th>expected<th>candidate</tr></thead><tbody>\n");
        foreach (var (row, rank) in rows.Take(MostInTable).Select((row, k) => (row, k + 1)))
        {
            var first = row.First();
            html.Raw(row.Any(ranked => ranked.Index == selection.Index) ? "<tr class=\"chosen\">" : "<tr>")
                .Tag($"<td>{rank}<td>{first.Index}<td>{row.Count()}<td>{Scale.Label(first.Expected)}<td>")
                .Isolated(row.Key, LongestText).Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
        if (rows.Count > MostInTable)
        {
            html.Tag($"<p class=\"note\">The best {MostInTable} of {rows.Count} different candidates.</p>\n");
        }
    }

    private IReadOnlyList<Supporter> Supporters() =>
        explanation is not null ? explanation.Supporters
        : problem.References is not null || selection.Matrix is null || selection.Index < 0 ? []
        : SupporterList.Of(
            [.. problem.Candidates.Select((_, k) => double.IsNaN(Utility(selection.Index, k)) ? 0L : 1)],
            Candidate,
            Candidate,
            k => Utility(selection.Index, k),
            _metric.Direction == Direction.HigherIsBetter);

    private void WriteVoters(HtmlWriter html, IReadOnlyList<Supporter> supporters)
    {
        var groups = supporters.Where(group => group.Text != selection.Text).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        html.Raw("<div class=\"wide\"><table><thead><tr><th>vote<th>answer's value<th>times<th>candidate</tr></thead><tbody>\n");
        var shown = Math.Min(MostVoters, (groups.Count + 1) / 2);
        Rows("agrees", groups.Take(shown));
        Rows("differs", groups.Skip(Math.Max(shown, groups.Count - shown)).Reverse());
        html.Raw("</tbody></table></div>\n");

        void Rows(string name, IEnumerable<Supporter> voters)
        {
            foreach (var voter in voters)
            {
                html.Raw($"<tr><td>{name}").Tag($"<td>{Scale.Label(voter.Utility)}<td>{voter.Votes}<td>")
                    .Isolated(voter.Text, LongestText).Raw("</tr>\n");
            }
        }
    }

    private static void WriteDissent(HtmlWriter html, Explanation explanation)
    {
        html.Raw("<div class=\"wide\"><table><thead><tr><th>group<th>weight<th>answer's value<th>votes<th>its middle</tr></thead>")
            .Raw("<tbody>\n");
        foreach (var cluster in explanation.Clusters.Take(MostVoters))
        {
            html.Raw(cluster.HoldsAnswer ? "<tr class=\"chosen\"><td>answer" : "<tr><td>dissent")
                .Tag($"<td>{100 * cluster.Weight:F0} %<td>{Scale.Label(cluster.Utility)}<td>{cluster.Members.Count}<td>")
                .Isolated(cluster.Text, LongestText).Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n<p class=\"note\">");
        html.Tag($"Groups of votes that agree from {Scale.Label(explanation.Agreement)} on; {explanation.Clusters.Count} in all. ");
        html.Tag($"Single votes without which another answer had been selected: {explanation.DecidingVotes.Count}.</p>\n");
    }

    private string Votes()
    {
        var references = problem.References is { } others ? FormattableString.Invariant($", {others.Count} references") : "";
        var skipped = selection.Skipped > 0 ? FormattableString.Invariant($", {selection.Skipped} not read") : "";
        return FormattableString.Invariant($"{problem.Candidates.Count}{references}{skipped}");
    }

    private string MarginErrors() => explanation is not null && double.IsFinite(explanation.MarginErrors)
        ? FormattableString.Invariant($" ({explanation.MarginErrors:F1} standard errors)")
        : "";

    private static string Error(double error) => double.IsNaN(error) ? "" : $" ± {Scale.Label(error)}";

    private double Utility(int candidate, int reference) =>
        selection.Matrix![candidate * (problem.References?.Count ?? problem.Candidates.Count) + reference];

    private string Candidate(int index) => problem.Candidates[index].Text;

    private string Reference(int index) => (problem.References ?? problem.Candidates)[index].Text;
}
