using System.Text.RegularExpressions;
using System.Xml.Linq;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Reporting;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Reporting;

public sealed partial class ReportTests
{
    private static readonly string[] Hostile =
    [
        "<script>document.title = 'taken'</script>",
        "\"><img src=x onerror=\"document.title='taken'\">",
        "]]></svg></title></style><h1>taken</h1>",
        "a\u202eb\u2066c\u001b[31md\0e\u0085f",
        "&lt;b&gt; &amp; 'quotes' {\"x\": 1}",
        "half of a pair \ud83d, whole 😀",
    ];

    private static string Html(params string[] texts)
    {
        using var selector = new Selector(new(Metric.ChrF()) { KeepMatrix = true, BootstrapResamples = 20 });
        var problem = new Problem(texts[0], [.. texts.Select(text => (Candidate)text)]);
        var report = new Report(texts[^1]);
        report.Add(problem, selector.Select(problem), selector.Options);
        report.Add(problem, selector.Select(problem), selector.Options);
        report.Add(new ReportCosts(1, texts.Length) { Tokens = 12, DrawingSeconds = 1.5, SelectionSeconds = 0.25 });
        return report.ToHtml();
    }

    [Test]
    public void Markup_in_texts_is_text()
    {
        var html = Html(Hostile);
        Assert.That(Tags(html), Is.EqualTo(Tags(Html([.. Hostile.Select((_, k) => $"text {k} of several words")]))));
        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("<img").And.Not.Contain("]]>").And.Contain("&lt;script&gt;"));
    }

    [Test]
    public void Control_and_direction_characters_are_shown_as_escapes()
    {
        var html = Html(Hostile);
        Assert.That(html, Does.Contain("a\\u{202e}b\\u{2066}c\\u{1b}[31md\\u{0}e\\u{85}f"));
        Assert.That(html.Where(c => char.IsControl(c) && c != '\n'), Is.Empty);
        Assert.That(html, Does.Contain("half of a pair \ufffd, whole 😀"));
    }

    [Test]
    public void Pictures_are_well_formed([Values(1, 2, 3, 60)] int candidates)
    {
        var html = Html([.. Enumerable.Range(0, candidates).Select(k => $"answer {k % 7} of {k}")]);
        var pictures = Pictures().Matches(html).Select(picture => XElement.Parse(picture.Value)).ToList();
        Assert.That(pictures, Has.Count.EqualTo(candidates > 2 ? 4 : 2));
        Assert.That(html, Does.Not.Contain("NaN").And.Not.Contain("Infinity"));
    }

    [Test]
    public void Nothing_comes_from_a_network_and_scripts_are_forbidden()
    {
        var html = Html(Hostile);
        Assert.That(html, Does.Contain("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
        Assert.That(Regex.Matches(html, "(src|href)=\"[^#]").Select(match => match.Value), Is.Empty);
        Assert.That(html, Does.Not.Contain("url(").And.Not.Contain("@import"));
    }

    [Test]
    public void The_best_candidate_leads_and_equal_votes_are_counted()
    {
        var html = Html("the cat sat", "the cat sat", "the cat sat down", "a dog", "the cat sat");
        Assert.That(html, Does.Contain("<blockquote><bdi>the cat sat down</bdi></blockquote>"));
        Assert.That(html, Does.Match("<tr class=\"chosen\"><td>1<td>2<td>1<td>[0-9.]+<td><bdi>the cat sat down</bdi>"));
        Assert.That(html, Does.Match("<tr><td>2<td>0<td>3<td>[0-9.]+<td><bdi>the cat sat</bdi>"));
        Assert.That(html, Does.Match("<tr><td>agrees<td>[0-9.]+<td>3<td><bdi>the cat sat</bdi>"));
        Assert.That(html, Does.Match("<tr><td>differs<td>[0-9.]+<td>1<td><bdi>a dog</bdi>"));
    }

    [Test]
    public void An_explanation_adds_dissent_and_the_value_by_other_votes()
    {
        using var selector = new Selector(new(Metric.TokenF1()) { KeepMatrix = true });
        var problem = new Problem("q", ["the cat sat", "the cat sat", "the cat sat down", "a dog", "the cat <b>sat</b>"]);
        var report = new Report("q");
        report.Add(problem, selector.Explain(problem));
        var html = report.ToHtml();
        Assert.That(html, Does.Contain("<dt>by other votes</dt>").And.Match("<dt>ahead by</dt><dd>[0-9.]+ \\([0-9.]+ standard errors\\)"));
        Assert.That(html, Does.Match("<tr class=\"chosen\"><td>answer<td>[0-9]+ %").And.Match("<tr><td>dissent<td>20 %.*<bdi>a dog</bdi>"));
        Assert.That(html, Does.Match("<tr><td>agrees<td>[0-9.]+<td>1<td><bdi>the cat sat down</bdi>").And.Not.Contain("<b>sat"));
    }

    [Test]
    public void A_comparison_is_drawn_with_its_intervals()
    {
        using var evaluation = new Evaluation(new([Metric.TokenF1(), Metric.RougeL()]) { Resamples = 200 });
        for (var k = 0; k < 12; k++)
        {
            evaluation.Add(new Problem($"{k}", ["a b c", "a b", "a b d", $"x {k}"]) { Gold = ["a b c"] });
        }

        var report = new Report("rules");
        report.Add(evaluation.Report());
        var html = report.ToHtml();
        Assert.That(html, Does.Contain("token-f1").And.Contain("best expected rouge-l").And.Contain("Metrics against each other"));
        Assert.That(html, Does.Contain("Does the expectation come true?").And.Contain("class=\"forest\""));
        Assert.That(Pictures().Matches(html).Select(picture => XElement.Parse(picture.Value)), Has.Exactly(4).Items);
    }

    [Test]
    public void The_same_report_has_the_same_bytes()
    {
        var first = Html(Hostile);
        Assert.That(Html(Hostile), Is.EqualTo(first));
    }

    [Test]
    public void An_answer_in_closed_form_needs_no_candidate()
    {
        using var selector = new Selector(new(Metric.SquaredError()) { KeepMatrix = true, Rule = SelectionRule.Bayes });
        var problem = new Problem("stars", ["1", "2", "5"]);
        var report = new Report("numbers");
        report.Add(problem, selector.Select(problem), selector.Options);
        Assert.That(report.ToHtml(), Does.Contain("<blockquote><bdi>2.66"));
    }

    [Test]
    public void Values_without_a_place_are_left_out_of_curves()
    {
        using var selector = new Selector(new(Metric.SquaredError()) { KeepMatrix = true });
        var problem = new Problem("far", ["1e300", "-1e300", "0", "5"]);
        var report = new Report("far");
        report.Add(problem, selector.Select(problem), selector.Options);
        Assert.That(report.ToHtml(), Does.Not.Contain("NaN").And.Not.Match("(points|cx|cy|x1|y1)=\"[^\"]*Infinity"));
    }

    // The curve would decide by equal votes, unlike the selection.
    [Test]
    public void Weighted_votes_have_no_curve([Values] bool weighted)
    {
        var weights = weighted ? WeightSource.Given : WeightSource.Uniform;
        using var selector = new Selector(new(Metric.ChrF()) { KeepMatrix = true, Weights = weights });
        var problem = new Problem("w", [.. "abcd".Select(c => new Candidate($"text {c}") { Weight = c == 'a' ? 100 : 1 })]);
        var report = new Report("w");
        report.Add(problem, selector.Select(problem), selector.Options);
        Assert.That(report.ToHtml().Contains("class=\"chart\""), Is.EqualTo(!weighted));
    }

    [Test]
    public void Rejects_null()
    {
        Assert.That(() => new Report(null!), Throws.ArgumentNullException);
        Assert.That(() => new Report("").Add((ReportCosts)null!), Throws.ArgumentNullException);
        Assert.That(() => new Report("").Write(""), Throws.ArgumentException);
    }

    // The tags without their attributes, in order; positions and numbers differ between texts.
    private static string[] Tags(string html) => [.. Tag().Matches(html).Select(tag => tag.Groups[1].Value).Distinct().Order()];

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Pictures();

    [GeneratedRegex("<([/!a-zA-Z][a-zA-Z0-9]*)")]
    private static partial Regex Tag();
}
