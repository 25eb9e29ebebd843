using System.Diagnostics;
using Accelerated.Inference.Reporting;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Reporting;

/// <summary>Reports as a browser reads them. Skipped where there is no Chromium.</summary>
public sealed class BrowserTests
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Script = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";

    [SetUp]
    public void Require() => Assume.That(File.Exists(Chromium), "Chromium is not installed.");

    [Test]
    public void Scripts_in_candidates_do_not_run()
    {
        using var selector = new Selector(new(Metric.ChrF()) { KeepMatrix = true });
        var problem = new Problem(Script, [Script, "]]></svg></style>" + Script, "<h1>taken</h1>", "plain"]);
        var report = new Report("title " + Script);
        report.Add(problem, selector.Select(problem), selector.Options);
        var page = Loaded(report.ToHtml());
        Assert.That(page, Does.Contain("<title>title &lt;script&gt;"));
        Assert.That(page, Does.Not.Contain("<title>taken").And.Not.Contain("<h1>taken").And.Not.Contain("<img").And.Not.Contain("<script"));
    }

    [Test]
    public void The_policy_alone_stops_a_script()
    {
        var page = Loaded(new Report("title").ToHtml().Replace("</main>", Script + "</main>"));
        Assert.That(page, Does.Contain("<title>title</title>"));
    }

    // The page above without its policy, which shows that these tests can fail.
    [Test]
    public void Without_the_policy_the_script_would_run()
    {
        var page = Loaded(new Report("title").ToHtml().Replace("</main>", Script + "</main>").Replace("Content-Security-Policy", "x"));
        Assert.That(page, Does.Contain("<title>taken</title>"));
    }

    // The document after its scripts, if any, have run.
    private static string Loaded(string html)
    {
        var folder = Directory.CreateTempSubdirectory("accelerated-browser");
        try
        {
            var file = Path.Combine(folder.FullName, "page.html");
            File.WriteAllText(file, html);
            using var browser = Process.Start(new ProcessStartInfo(Chromium,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--user-data-dir={Path.Combine(folder.FullName, "profile")}",
                "--virtual-time-budget=2000", "--dump-dom", $"file://{file}",
            ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            browser.ErrorDataReceived += (_, _) => { };
            browser.BeginErrorReadLine();
            var page = browser.StandardOutput.ReadToEnd();
            browser.WaitForExit();
            return page;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
