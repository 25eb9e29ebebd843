using Accelerated.Extensions.AI.Evaluating;
using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Extensions.AI.Tests;

public sealed class ChatJudgeTests
{
    private const string Prompt = "Rate 1 to 5: {hypothesis} against {reference}.";

    [Test]
    public void The_judges_numbers_decide_and_what_they_cost_is_counted()
    {
        // Rows a, b: (a,a) 1, (a,b) 2, (b,a) 5, (b,b) 4; one call at a time, so that answers come in this order.
        using var client = new ScriptedClient("1", "2", " 5 ", "Score: 4.0.");
        var judge = new ChatJudge(client, Prompt, 1, 5, concurrentCalls: 1);
        using var selector = new Selector(new(Metric.CreateBatched("judge", judge, minimum: 1, maximum: 5)));
        var selection = selector.Select(new Problem("q", ["a", "b"]));
        Assert.That((selection.Index, selection.Expected), Is.EqualTo((1, 4.5)));
        Assert.That(judge.Usage, Is.EqualTo(new JudgeUsage(Calls: 4, InputTokens: 40, OutputTokens: 8)));
        selector.Select(new Problem("again", ["b", "a"]));
        Assert.That(judge.Usage.Calls, Is.EqualTo(4));
    }

    [Test]
    public async Task Texts_take_their_places_even_where_they_look_like_one()
    {
        var asked = new List<string>();
        using var client = new AnsweringClient(prompt =>
        {
            asked.Add(prompt);
            return "3";
        });
        Assert.That(
            await new ChatJudge(client, Prompt, 1, 5).ScoreAsync([("the {reference}", "r")], default), Is.EqualTo(new[] { 3.0 }));
        Assert.That(await new ChatJudge(client, "Good? {hypothesis}", 1, 5).ScoreAsync([("h", "r")], default), Has.Count.EqualTo(1));
        Assert.That(asked, Is.EqualTo(new[] { "Rate 1 to 5: the {reference} against r.", "Good? h" }));
    }

    [TestCase("")]
    [TestCase("I would say 4 of 5.")]
    [TestCase("6")]
    [TestCase("none")]
    public void An_answer_without_one_number_in_range_is_an_error(string answer)
    {
        using var client = new ScriptedClient(answer);
        using var selector = new Selector(new(Metric.CreateBatched("judge", new ChatJudge(client, Prompt, 1, 5))));
        Assert.That(() => selector.Select(new Problem("q", ["a", "b"])), Throws.TypeOf<ScorerException>()
            .With.InnerException.TypeOf<FormatException>().And.InnerException.Message.Contains("expected one, 1 to 5. Ask in the prompt"));
    }

    [Test]
    public void Rejects_a_prompt_or_range_that_cannot_work()
    {
        using var client = new ScriptedClient("1");
        Assert.That(
            () => new ChatJudge(client, "Rate it.", 1, 5),
            Throws.ArgumentException.With.Message.StartsWith(
                "The prompt has no {hypothesis}, where the text under judgement goes. Add it."));
        Assert.That(
            () => new ChatJudge(client, Prompt, 5, 5),
            Throws.ArgumentException.With.Message.StartsWith("The range is 5 to 5; the minimum must be below the maximum."));
        Assert.That(() => new ChatJudge(client, Prompt, 1, 5, concurrentCalls: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private sealed class AnsweringClient(Func<string, string> answer) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer(messages.Single().Text))));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
