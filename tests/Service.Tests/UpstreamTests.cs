using Accelerated.Inference.Tests;
using Accelerated.Service.Profiles;

namespace Accelerated.Service.Tests;

/// <summary>A service before another one.</summary>
public sealed class UpstreamTests
{
    private ChatServer _upstream = null!;
    private RunningService _service = null!;

    [SetUp]
    public async Task Start()
    {
        _upstream = await ChatServer.StartAsync();
        _upstream.LargestN = 4;
        _upstream.Answer = (k, _) => (k == 0 ? "the cat sat" : "a cat sat down", 200);
        _service = await RunningService.StartAsync(
            _upstream.CreateClient(), profiles: new ProfileSet(new Profile { Candidates = 6 }));
    }

    [TearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Test]
    public async Task The_best_of_its_answers_is_returned_with_all_tokens()
    {
        var (status, body, _) = await _service.ChatAsync("\"max_tokens\": 8, \"seed\": 3");
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), Is.EqualTo("a cat sat down"));
        Assert.That(body.GetProperty("accelerated").GetProperty("drawn").GetInt32(), Is.EqualTo(6));
        Assert.That(body.GetProperty("usage").GetProperty("completion_tokens").GetInt32(), Is.EqualTo(12));
        Assert.That(_upstream.Requests.First().ToString(), Does.Contain("Say something.").And.Contain("8").And.Not.Contain("accelerated"));
    }

    [Test]
    public async Task Its_failure_is_a_bad_gateway()
    {
        _upstream.Answer = (_, _) => ("", 500);
        var (status, body, _) = await _service.ChatAsync();
        var code = body.GetProperty("error").GetProperty("code").GetString();
        Assert.That((status, code), Is.EqualTo((502, "source_failed")), body.ToString());
    }

    [Test]
    public async Task A_partial_failure_is_part_of_the_decision()
    {
        _upstream.LargestN = 1;
        _upstream.Answer = (k, _) => ("a", k % 2 == 0 ? 200 : 500);
        var (status, body, _) = await _service.ChatAsync();
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(body.GetProperty("accelerated").GetProperty("failure").GetString(), Is.Not.Empty);
        Assert.That(body.GetProperty("accelerated").GetProperty("drawn").GetInt32(), Is.LessThan(6));
    }
}
