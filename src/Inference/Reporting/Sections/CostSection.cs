namespace Accelerated.Inference.Reporting.Sections;

/// <summary>What was spent.</summary>
internal sealed class CostSection(ReportCosts costs) : IReportSection
{
    public string Heading => "Costs";

    public void Write(HtmlWriter html)
    {
        html.Raw("<dl>");
        Fact("problems", FormattableString.Invariant($"{costs.Problems:N0}"));
        Fact("candidates", FormattableString.Invariant($"{costs.Candidates:N0}"));
        if (costs.Tokens is { } tokens)
        {
            Fact("tokens drawn", FormattableString.Invariant($"{tokens:N0}"));
        }

        if (costs.DrawingSeconds is { } drawing)
        {
            Fact("drawing", FormattableString.Invariant($"{drawing:F2} s"));
        }

        if (costs.SelectionSeconds is { } selecting)
        {
            Fact("selection", FormattableString.Invariant($"{selecting:F2} s"));
        }

        html.Raw("</dl>\n");

        void Fact(string name, string value) => html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>");
    }
}
