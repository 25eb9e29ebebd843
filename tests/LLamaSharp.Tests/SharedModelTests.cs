using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Accelerated.Benchmarks;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Several callers of one model with llama.cpp itself, and what is told of them.</summary>
public sealed class SharedModelTests
{
    private static readonly SamplingOptions Titles = new() { MaxTokens = 14, StopStrings = ["\n"], Seed = 5 };

    [Test]
    public async Task Callers_at_the_same_time_get_what_they_get_alone()
    {
        using var source = await SmallModel.OpenAsync();
        var prompts = Golden.All.Take(12).Select(golden => golden.TitlePrompt).ToArray();
        var together = await Task.WhenAll(prompts.Select((prompt, i) => DrawnSet.CollectAsync(source, prompt, 1 + i * 3, Titles)));
        var (same, all) = (0, 0);
        for (var i = 0; i < prompts.Length; i++)
        {
            var alone = await DrawnSet.CollectAsync(source, prompts[i], 1 + i * 3, Titles);
            same += alone.Candidates.Zip(together[i].Candidates, (left, right) => left.Text == right.Text ? 1 : 0).Sum();
            all += alone.Candidates.Count;
        }

        TestContext.Out.WriteLine($"{same} of {all} candidates are the same alone and together.");
        Assert.That(same, Is.GreaterThanOrEqualTo(all - 2), "last bits depend on the batch");
    }

    [Test]
    public async Task A_caller_that_goes_away_leaves_the_others_unharmed()
    {
        using var source = await SmallModel.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var gone = DrawnSet.CollectAsync(source, Golden.All[0].TitlePrompt, 5000, Titles with { StopStrings = [] }, cancellation.Token);
        var stays = Enumerable.Range(1, 4).Select(i => DrawnSet.CollectAsync(source, Golden.All[i].TitlePrompt, 16, Titles)).ToArray();
        var grid = source.ScoreAsync(Golden.All[5].Prompt, ["1", "2", "3", "4", "5"]);
        await Task.Delay(20);
        await cancellation.CancelAsync();
        Assert.That(async () => await gone, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            (await Task.WhenAll(stays)).Select(set => (set.Candidates.Count, set.Failure)), Is.All.EqualTo((16, (SourceException?)null)));
        var scores = await grid;
        for (var star = 0; star < 5; star++)
        {
            Assert.That(Math.Exp(scores[star].LogProbability), Is.EqualTo(Golden.All[5].StarProbabilities[star]).Within(1e-5));
        }
    }

    [Test]
    public async Task A_model_of_random_weights_draws_for_several_callers()
    {
        var path = Path.GetTempFileName();
        try
        {
            new RandomModel("toy", 400, 64, 96, 2).Write(path, seed: 1);
            using var source = await LLamaSharpCandidateSource.OpenAsync(path);
            var sets = await Task.WhenAll(
                Enumerable.Range(300, 6).Select(
                    token => DrawnSet.CollectAsync(
                        source, new Prompt("") { Tokens = [1, token] }, 9, new SamplingOptions { MaxTokens = 30 })));
            Assert.That(sets.Select(set => set.Candidates.Count), Is.All.EqualTo(9));
            Assert.That(sets.SelectMany(set => set.Candidates).Select(candidate => candidate.LogProbability), Is.All.Negative);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    [NonParallelizable] // listens to the meters of the process
    public async Task Waiting_is_metered_and_logged_once()
    {
        var sums = new ConcurrentDictionary<string, double>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LLamaSharpTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<int>(
            (instrument, value, _, _) => sums.AddOrUpdate(instrument.Name + (value > 0 ? "+" : "-"), value, (_, sum) => sum + value));
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => sums.AddOrUpdate(instrument.Name, 1, (_, sum) => sum + 1));
        meters.Start();
        var log = new Log();
        using var source = await LLamaSharpCandidateSource.OpenAsync(SmallModel.ModelPath, SmallModel.Exact with { Logger = log });
        Assert.That(
            log.Lines,
            Has.One.Matches<string>(line => line!.Contains("evaluates with 1 threads, a cache of Exact precision and up to 256 tokens")));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DrawnSet.CollectAsync(source, Golden.All[i].TitlePrompt, 100, Titles)));
        Assert.That(log.Lines.Count(line => line.Contains("wait for each other")), Is.EqualTo(1));
        Assert.That(sums["accelerated.llamasharp.waiting+"], Is.GreaterThanOrEqualTo(8));
        Assert.That(sums["accelerated.llamasharp.wait.duration"], Is.GreaterThanOrEqualTo(8));
    }

    private sealed class Log : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
