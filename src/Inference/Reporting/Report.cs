using System.Text;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Explaining;
using Accelerated.Inference.Reporting.Sections;

namespace Accelerated.Inference.Reporting;

/// <summary>
/// A report as one HTML file without scripts and without anything from a network: it opens anywhere, prints, and is light or dark as the
/// reader's system is. Texts of candidates are shown as text, whatever is in them. Add what it should show, then write it. Not for
/// concurrent callers.
/// </summary>
public sealed class Report
{
    private readonly List<(string Heading, string Html)> _sections = [];
    private readonly string _title;

    /// <summary>An empty report.</summary>
    /// <param name="title">Its title.</param>
    public Report(string title) => _title = title ?? throw new ArgumentNullException(nameof(title));

    /// <summary>Adds a selection: the answer, the utilities of all pairs, who agrees, and what fewer candidates had given.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="selection">
    /// Its selection; with <see cref="SelectionOptions.KeepMatrix"/> and all of the ranking, the pairs are shown.
    /// </param>
    /// <param name="options">How it was selected.</param>
    public void Add(Problem problem, Selection selection, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(options);
        _sections.Add(Drawn(new SelectionSection(problem, selection, options)));
    }

    /// <summary>
    /// Adds a selection with its explanation: also who dissents, and what the winner is worth by votes that did not choose it.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="explanation">Its explanation, of <see cref="Selector.Explain"/>.</param>
    public void Add(Problem problem, Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(explanation);
        _sections.Add(Drawn(new SelectionSection(problem, explanation.Selection, explanation.Options, explanation)));
    }

    /// <summary>Adds a comparison of rules.</summary>
    /// <param name="evaluation">The comparison.</param>
    /// <param name="heading">The heading above it.</param>
    public void Add(EvaluationReport evaluation, string heading = "Rules")
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(heading);
        _sections.Add(Drawn(new EvaluationSection(evaluation, heading)));
    }

    /// <summary>Adds what was spent.</summary>
    /// <param name="costs">What was spent.</param>
    public void Add(ReportCosts costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        _sections.Add(Drawn(new CostSection(costs)));
    }

    /// <summary>Writes the report as UTF-8, over a file of that name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, ToHtml(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The whole document.</summary>
    public string ToHtml()
    {
        var html = new HtmlWriter();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Element("title", _title).Raw("\n<style>\n").Raw(ReportStyle.Sheet).Raw("</style></head><body><main>\n")
            .Element("h1", _title).Raw("\n");
        if (_sections.Count > 2)
        {
            html.Raw("<nav><ul>");
            for (var k = 0; k < _sections.Count; k++)
            {
                html.Tag($"<li><a href=\"#s{k}\">").Isolated(_sections[k].Heading, 60).Raw("</a></li>");
            }

            html.Raw("</ul></nav>\n");
        }

        for (var k = 0; k < _sections.Count; k++)
        {
            html.Tag($"<section id=\"s{k}\"><h2>").Isolated(_sections[k].Heading, 120).Raw("</h2>\n");
            html.Raw(_sections[k].Html).Raw("</section>\n");
        }

        return html.Raw("</main></body></html>\n").ToString();
    }

    /// <summary>Adds the machine's calibration.</summary>
    internal void Add(Engines.Calibration calibration) => _sections.Add(Drawn(new EngineSection(calibration)));

    /// <summary>Adds all of another report after what is here.</summary>
    internal void Add(Report other) => _sections.AddRange(other._sections);

    // At once, so that no selection's matrix is held until the end.
    private static (string Heading, string Html) Drawn(IReportSection section)
    {
        var html = new HtmlWriter();
        section.Write(html);
        return (section.Heading, html.ToString());
    }
}
