using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Accelerated.Inference.Chat;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Service.Tests;

/// <summary>
/// Many callers at once on the small model. <c>eng/load.sh</c> runs it longer, by the variables of the environment that
/// <see cref="Setting"/> reads.
/// </summary>
[NonParallelizable]
public sealed class LoadTests
{
    [Test]
    public async Task Every_caller_is_answered_and_nothing_is_lost()
    {
        var callers = Setting("ACCELERATED_LOAD_CALLERS", 20);
        var time = TimeSpan.FromSeconds(Setting("ACCELERATED_LOAD_SECONDS", 3));
        var candidates = Setting("ACCELERATED_LOAD_CANDIDATES", 16);
        using var model = await LLamaSharpCandidateSource.OpenAsync(Path.Combine(AppContext.BaseDirectory, "reviews-chat-f32.gguf"));
        await using var service = await RunningService.StartAsync(model.AsChatClient(), new ServiceLimits { Queue = callers });
        string[] reviews = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reviews-dev.jsonl")).Take(200)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
        var latencies = new ConcurrentBag<double>();
        var failures = new ConcurrentQueue<string>();
        var sent = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(CallAsync));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        Assert.That(failures, Is.Empty);
        Assert.That(latencies, Has.Count.EqualTo(sent));
        Assert.That(latencies, Has.Count.GreaterThanOrEqualTo(callers));
        Assert.That((service.Server.Admission.Inside, service.Server.Admission.Waiting), Is.EqualTo((0, 0)));
        double[] sorted = [.. latencies.Order()];
        await TestContext.Progress.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{callers} callers, {candidates} candidates each: {sorted.Length} requests in {seconds:F1} s, {sorted.Length / seconds:F1} a "
            + $"second; seconds at p50 {At(0.5):F2}, p95 {At(0.95):F2}, p99 {At(0.99):F2}, most {sorted[^1]:F2}; lost 0."));

        double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

        async Task CallAsync(int caller)
        {
            for (var turn = 0; turn == 0 || Stopwatch.GetElapsedTime(start) < time; turn++)
            {
                Interlocked.Increment(ref sent);
                var begin = Stopwatch.GetTimestamp();
                var prompt = JsonSerializer.Serialize($"Review: {reviews[(caller + (31 * turn)) % reviews.Length]}\nWrite a short title.");
                var (status, body, _) = await service.PostAsync(
                    "v1/chat/completions",
                    $$"""
                    {"messages": [{"role": "user", "content": {{prompt}}}], "n_candidates": {{candidates}}, "max_tokens": 14,
                     "seed": {{(1000 * caller) + turn}}}
                    """);
                latencies.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
                if (status != 200 || body.GetProperty("accelerated").GetProperty("drawn").GetInt32() != candidates)
                {
                    failures.Enqueue(body.ToString());
                }
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
