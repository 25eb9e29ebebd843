using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Service.Tests;

/// <summary>What becomes of texts: in answers, in the log, on the page and in the measurements.</summary>
public sealed class ContentTests
{
    private const string Hostile = "</script><script>alert(1)</script>]]>\u202Eevil\u0007\u001b[2J\n\ud83d\ude00";

    [Test]
    public async Task Hostile_candidates_arrive_unchanged_as_data()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel(Hostile, Hostile, "x"));
        var (status, body, _) = await service.ChatAsync("\"n_candidates\": 3, \"include_matrix\": true");
        Assert.That(status, Is.EqualTo(200));
        Assert.That(body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), Is.EqualTo(Hostile));
        Assert.That(body.GetProperty("accelerated").GetProperty("candidates")[0].GetProperty("text").GetString(), Is.EqualTo(Hostile));
        var (_, streamed, _) = await StreamAsync(service);
        Assert.That(streamed, Is.EqualTo(Hostile));
    }

    [Test]
    public async Task The_log_has_no_text_of_callers_or_models()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("secret answer"));
        await service.ChatAsync();
        await service.ChatAsync("\"metric\": \"squared-error\"");
        await service.ChatAsync("\"evil\\u001b[2J\": 1");
        await service.PostAsync("v1/secret%1b%5b2J", "{}");
        Assert.That(service.Log, Does.Contain("/v1/chat/completions 200").And.Contain(" 422 ").And.Contain("unknown 404"));
        Assert.That(service.Log, Does.Contain("token-f1, candidates: 16 of 16 candidates"));
        Assert.That(service.Log, Does.Not.Contain("secret").And.Not.Contain("Say something").And.Not.Contain("evil"));
    }

    [Test]
    public async Task A_quiet_log_has_no_line_where_nothing_goes_wrong()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"), detail: LogDetail.Warnings);
        await service.ChatAsync();
        Assert.That(service.Log, Is.Empty);
    }

    [Test]
    public async Task The_log_has_one_line_a_decision()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        await service.ChatAsync("\"n_candidates\": 1");
        Assert.That(service.Log.Split('\n').Count(line => line.Contains("expected", StringComparison.Ordinal)), Is.EqualTo(1), service.Log);
        Assert.That(service.Log, Does.Not.Contain("NaN"));
    }

    [Test]
    public void The_place_of_a_failure_is_the_first_of_this_code()
    {
        var failure = Assert.Throws<FormatException>(() => int.Parse("x", System.Globalization.CultureInfo.InvariantCulture))!;
        Assert.That(Server.PlaceOf(failure), Does.StartWith("Accelerated.Service.Tests.ContentTests."));
        Assert.That(Server.PlaceOf(new FormatException()), Is.EqualTo("an unknown place"));
    }

    [Test]
    public async Task The_log_has_escaped_texts_on_demand()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel(Hostile), logsContent: true);
        await service.ChatAsync();
        Assert.That(service.Log, Does.Contain("prompt 'Say something.', answer '").And.Contain("\\u{202e}evil\\u{7}\\u{1b}[2J\\u{a}"));
        Assert.That(service.Log.Where(letter => char.IsControl(letter) && letter is not ('\n' or '\r')), Is.Empty);
        Assert.That(LineLoggerOf(new string('a', 5000)), Has.Length.LessThan(2100));
    }

    [Test]
    public async Task The_page_runs_its_own_script_only()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        using var response = await service.Http.GetAsync(new Uri("", UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.StartWith("default-src 'none'; ").And.Not.Contain("unsafe").And.Contain("frame-ancestors 'none'"));
        foreach (var element in new[] { "script", "style" })
        {
            var content = Regex.Match(page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
            Assert.That(policy, Does.Contain($"{element}-src 'sha256-{hash}'"));
            Assert.That(Regex.Matches(page, $"<{element}[ >]"), Has.Count.EqualTo(1));
        }

        Assert.That(page, Does.Not.Match("innerHTML|outerHTML|insertAdjacent|document.write|eval\\(|https?://| style=| on[a-z]+="));
    }

    [Test]
    public async Task Measurements_are_scraped_in_Prometheus_form()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        await service.ChatAsync();
        var text = await service.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        const string route = "route=\"/v1/chat/completions\"";
        Assert.That(text, Does.Match($"(?m)^accelerated_service_duration_seconds_bucket\\{{.*{route}.*le=\"120\".*\\}} [1-9]"));
        Assert.That(text, Does.Match("(?m)^accelerated_candidates_total\\{.*accelerated_source=\"scripted\".*\\} [1-9]"));
        Assert.That(text, Does.Contain("accelerated_service_running").And.Contain("accelerated_drawing_duration_seconds_bucket"));
    }

    private static async Task<(int Status, string Text, string Raw)> StreamAsync(RunningService service)
    {
        using var content = new StringContent(RunningService.Chat("\"n_candidates\": 3, \"stream\": true"), null, "application/json");
        using var response = await service.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content);
        var raw = await response.Content.ReadAsStringAsync();
        var text = string.Concat(raw.Split("\n\n").Where(part => part.StartsWith("data: {", StringComparison.Ordinal))
            .Select(part => System.Text.Json.JsonDocument.Parse(part["data: ".Length..]).RootElement.GetProperty("choices")[0])
            .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var piece) ? piece.GetString() : ""));
        return ((int)response.StatusCode, text, raw);
    }

    private static string LineLoggerOf(string text) => LineLogger.Escape(text);
}
