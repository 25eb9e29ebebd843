using System.Net.Http.Headers;
using System.Text.Json;
using Accelerated.Metrics;
using Accelerated.Service.Profiles;

namespace Accelerated.Service.Tests;

/// <summary>Requests that are refused, each with a status, a code, the field at fault and a way out.</summary>
public sealed class BadRequestTests
{
    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await RunningService.StartAsync(
        new ScriptedModel("a"), new ServiceLimits { RequestBytes = 4000, Drawn = 32, Tokens = 100, Given = 5 });

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("\"n_candidates\": 33", "n_candidates", "Invalid value 33 for 'n_candidates': expected a whole number from 1 to 32.")]
    [TestCase("\"n_candidates\": \"4\"", "n_candidates", "Invalid value \"4\" for 'n_candidates': expected a whole number from 1 to 32.")]
    [TestCase("\"n\": 17", "n", "Invalid value 17 for 'n': expected a whole number from 1 to 16.")]
    [TestCase("\"max_tokens\": 101", "max_tokens", "Invalid value 101 for 'max_tokens': expected a whole number from 1 to 100.")]
    [TestCase("\"temperature\": -1", "temperature", "Invalid value -1 for 'temperature': expected a number from 0 to 100.")]
    [TestCase("\"top_p\": 0", "top_p", "Invalid value 0 for 'top_p': expected a number above 0 to 1.")]
    [TestCase("\"stream\": 1", "stream", "Invalid value 1 for 'stream': expected true or false.")]
    [TestCase(
        "\"rule\": \"baies\"",
        "rule",
        "Invalid value \"baies\" for 'rule': expected one of auto, candidates, bayes, consensus; did you mean 'bayes'?")]
    [TestCase("\"metrc\": \"dice\"", "metrc", "Unknown field 'metrc'; did you mean 'metric'? Correct it, or leave it out.")]
    [TestCase("\"profile\": \"x\"", "profile", "Invalid value \"x\" for 'profile': expected one of default.")]
    [TestCase(
        "\"tools\": [{}]",
        "tools",
        "Invalid value an array for 'tools': expected none, because the service does not decide among tool calls.")]
    [TestCase(
        "\"logprobs\": true",
        "logprobs",
        "Invalid value true for 'logprobs': expected false; 'include_candidates' returns each candidate's "
        + "log-probability instead.")]
    [TestCase(
        "\"response_format\": {\"type\": \"json_object\"}",
        "response_format.type",
        "Invalid value \"json_object\" for 'response_format.type': expected text or json_schema; ask for other JSON in a "
        + "message instead.")]
    [TestCase("\"modalities\": [\"text\", 1]", "modalities[1]", "Invalid value 1 for 'modalities[1]': expected a string.")]
    [TestCase("\"modalities\": [{\"a\": 1}]", "modalities[0]", "Invalid value an object for 'modalities[0]': expected a string.")]
    [TestCase(
        "\"max_tokens\": 5, \"max_completion_tokens\": 5",
        "max_tokens",
        "'max_completion_tokens' and 'max_tokens' exclude each other; give one of them.")]
    [TestCase("\"stop\": [\"\"]", "stop", "Invalid value '' for 'stop': expected texts of at least one character.")]
    [TestCase(
        "\"metric\": \"token-f2\"", "metric", "Unknown metric 'token-f2'; did you mean 'token-f1'? 'accelerated metrics' lists all.")]
    [TestCase("\"modalities\": [\"audio\"]", "modalities", "Invalid value an array for 'modalities': expected text only.")]
    [TestCase("\"stop\": [1]", "stop[0]", "Invalid value 1 for 'stop[0]': expected a string.")]
    public async Task Refuses_a_value_and_says_what_is_expected(string fields, string field, string message)
    {
        var (status, body, _) = await _service.ChatAsync(fields);
        var error = body.GetProperty("error");
        Assert.That((status, error.GetProperty("message").GetString()), Is.EqualTo((400, message)));
        Assert.That(error.GetProperty("param").GetString(), Is.EqualTo(field));
        Assert.That(error.GetProperty("type").GetString(), Is.EqualTo("invalid_request_error"));
        Assert.That(error.GetProperty("code").GetString(), Is.EqualTo("invalid_value").Or.EqualTo("unknown_field"));
    }

    [TestCase("{}", "missing_field", "'messages' is missing; give an array.")]
    [TestCase("[]", "invalid_value", "Invalid value an array for 'body': expected an object.")]
    [TestCase("{\"messages\": []}", "invalid_value", "Invalid value [] for 'messages': expected at least one element.")]
    [TestCase("{\"messages\": [{\"content\": \"a\"}]}", "missing_field", "'messages[0].role' is missing; give system, user or assistant.")]
    [TestCase("{\"messages\": [{\"role\": \"user\"}]}", "missing_field", "'messages[0].content' is missing; give a string.")]
    [TestCase(
        "{\"messages\": [{\"role\": \"user\", \"content\": \"\\ud800\"}]}",
        "invalid_value",
        "'messages[0].content' has half of a surrogate pair; send whole characters.")]
    [TestCase(
        "{\"messages\": ",
        "invalid_json",
        "The body is not valid JSON at line 1, byte 14, or has a field twice. Send one JSON object.")]
    [TestCase("{\"n\": 1, \"n\": 2}", "invalid_json", null)]
    public async Task Refuses_a_body_that_is_no_conversation(string request, string code, string? message)
    {
        var (status, body, _) = await _service.PostAsync("v1/chat/completions", request);
        var error = body.GetProperty("error");
        Assert.That((status, error.GetProperty("code").GetString()), Is.EqualTo((400, code)));
        Assert.That(error.GetProperty("message").GetString(), message is null ? Is.Not.Empty : Is.EqualTo(message));
    }

    [Test]
    public async Task Refuses_half_a_character_in_a_name(
        [Values("v1/chat/completions", "v1/select", "v1/score", "v1/evaluate")] string path,
        [Values("{\"\\ud800\": 1, \"metric\": \"dice\"}", "{\"metadata\": {\"\\udc00\": {}, \"a\": {}}}")] string request)
    {
        var (status, body, _) = await _service.PostAsync(path, request);
        Assert.That((status, body.GetProperty("error").GetProperty("message").GetString()), Is.EqualTo((
            400, "A field's name has half of a surrogate pair; send whole characters.")));
    }

    [Test]
    public async Task Refuses_an_unknown_metric_by_name()
    {
        var (status, body, _) = await _service.ChatAsync("\"metric\": \"token-f2\"");
        Assert.That(status, Is.EqualTo(400));
        Assert.That(body.GetProperty("error").GetProperty("param").GetString(), Is.EqualTo("metric"));
        Assert.That(body.GetProperty("error").GetProperty("message").GetString(), Does.Contain("token-f2").And.Contains("token-f1"));
    }

    [Test]
    public async Task Refuses_another_model()
    {
        var (status, body, _) = await _service.ChatAsync("\"model\": \"gpt-4\"");
        Assert.That((status, body.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((404, "model_not_found")));
    }

    [Test]
    public async Task Answers_that_the_metric_cannot_read_are_undecidable()
    {
        var (status, body, _) = await _service.ChatAsync("\"metric\": \"squared-error\"");
        Assert.That((status, body.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((422, "undecidable")), body.ToString());
    }

    [Test]
    public async Task Refuses_a_long_body_and_other_types()
    {
        var (status, body, _) = await _service.ChatAsync($"\"user\": \"{new string('x', 5000)}\"");
        Assert.That((status, body.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((413, "body_too_large")));
        (status, body, _) = await _service.PostAsync("v1/chat/completions", RunningService.Chat(""), "text/plain");
        Assert.That((status, body.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((415, "unsupported_type")));
    }

    [TestCase("GET", "v1/chat/completions", 405, "wrong_method")]
    [TestCase("POST", "v1/models", 405, "wrong_method")]
    [TestCase("GET", "v1/nothing", 404, "not_found")]
    public async Task Refuses_unknown_paths_and_methods(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await _service.Http.SendAsync(request);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(
            ((int)response.StatusCode, body.RootElement.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((status, code)));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
    }

    [Test]
    public async Task Refuses_a_name_that_only_points_to_this_machine()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("v1/models", UriKind.Relative));
        request.Headers.Host = "rebound.example";
        using var response = await _service.Http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(403));
    }

    [TestCase("HTTP/1.1\r\nHost: LocalHost")]
    [TestCase("HTTP/1.0")]
    public async Task Answers_names_of_this_machine_in_any_case_and_requests_without_one(string version)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(_service.Server.Address.Host, _service.Server.Address.Port);
        await socket.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /healthz {version}\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        Assert.That(await reader.ReadLineAsync(), Does.EndWith(" 200 OK"));
    }

    [TestCase(null, "missing")]
    [TestCase("Bearer wrong", "wrong")]
    [TestCase("Basic secret", "missing")]
    public async Task Refuses_callers_without_the_key(string? header, string what)
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"), key: "secret");
        if (header is not null)
        {
            service.Http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(header);
        }

        var (status, body, headers) = await service.ChatAsync();
        Assert.That(status, Is.EqualTo(401));
        Assert.That(
            body.GetProperty("error").GetProperty("message").GetString(),
            Is.EqualTo($"The API key is {what}. Send the service's key as 'Authorization: Bearer KEY'."));
        Assert.That(headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        foreach (var path in new[] { "metrics", "METRICS", "metrics/", "v1/models", "nothing" })
        {
            using var refused = await service.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That((int)refused.StatusCode, Is.EqualTo(401), path);
        }

        using var health = await service.Http.GetAsync(new Uri("healthz", UriKind.Relative));
        Assert.That((int)health.StatusCode, Is.EqualTo(200));
        service.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        Assert.That((await service.ChatAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public void Refuses_to_listen_beyond_this_machine_without_a_key()
    {
        var options = new ServerOptions { Address = System.Net.IPAddress.Any };
        Assert.That(
            options.Validate,
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid value '0.0.0.0' for ServerOptions.Address: expected a loopback address where there is no key, because anyone who "
                + "reaches the port may call the model. Set ServerOptions.ApiKey, or use 127.0.0.1."));
        Assert.That((options with { ApiKey = "k" }).Validate, Throws.Nothing);
        Assert.That((options with { ApiKey = "a b" }).Validate, Throws.TypeOf<OptionException>());
        Assert.That((options with { ApiKey = "k", Port = 65536 }).Validate, Throws.TypeOf<OptionException>());
        Assert.That(
            new ServerOptions { Limits = new ServiceLimits { Parallel = 0 } }.Validate,
            Throws.TypeOf<OptionException>().With.Message.EqualTo("Invalid value '0' for ServiceLimits.Parallel: expected at least 1."));
    }

    [TestCase("[]", "The profiles cannot be used: Invalid value an array for 'profiles': expected an object.")]
    [TestCase(
        "{\"a b\": {}}",
        "The profiles cannot be used: Invalid value \"a b\" for 'profiles': expected names of letters, digits, "
        + "'-', '_' and '.'.")]
    [TestCase(
        "{\"a\": {\"metrik\": \"dice\"}}",
        "The profiles cannot be used: Unknown field 'a.metrik'; did you mean 'metric'? Correct it, or leave it out.")]
    [TestCase(
        "{\"a\": {\"n_candidates\": 0}}",
        "The profiles cannot be used: Invalid value 0 for 'a.n_candidates': expected a whole number from 1 to 256.")]
    [TestCase("{\"\\ud800\": {}}", "The profiles cannot be used: a name has half of a surrogate pair; write whole characters.")]
    [TestCase("{\"a\": {\"\\ud800\": 1}}", "The profiles cannot be used: a name has half of a surrogate pair; write whole characters.")]
    public void Refuses_profiles_that_cannot_be_used(string json, string message) => Assert.That(
        () => ProfileSet.Parse(System.Text.Encoding.UTF8.GetBytes(json), new Profile(), new ServiceLimits()),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(message));
}
