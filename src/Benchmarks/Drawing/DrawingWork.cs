using System.Diagnostics;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Benchmarks;

/// <summary>A model to draw from, and its lower bound.</summary>
internal sealed class DrawingWork : IDisposable
{
    private const int PromptTokens = 32;
    private const int Callers = 20;
    private const int CallsEach = 3;
    private const int WaitRounds = 3;
    private const int FewestRuns = 3;
    private const int MostRuns = 50;
    private readonly LLamaSharpCandidateSource _source;
    private readonly DecodeFloor _floor;
    private readonly string _name;
    private readonly int _vocabulary;

    /// <summary>Loads a model twice; the weights are shared in memory.</summary>
    /// <param name="name">The name in figures.</param>
    /// <param name="path">The model file.</param>
    /// <param name="vocabulary">The vocabulary size; prompts use tokens below it.</param>
    public DrawingWork(string name, string path, int vocabulary)
    {
        (_name, _vocabulary) = (name, vocabulary);
        var options = new LLamaSharpOptions { GpuLayers = 0, Chat = ChatTemplateUse.Never };
        _source = LLamaSharpCandidateSource.OpenAsync(path, options).GetAwaiter().GetResult();
        _floor = new DecodeFloor(path, _source.Threads);
    }

    /// <summary>Tokens per second of answers to concurrent prompts, compared with the lower bound.</summary>
    /// <param name="prompts">Prompts.</param>
    /// <param name="count">Answers per prompt.</param>
    /// <param name="tokens">The longest answer.</param>
    /// <param name="seconds">Approximate total time of the repeats.</param>
    public Figure[] Throughput(int prompts, int count, int tokens, double seconds)
    {
        var asked = Enumerable.Range(0, prompts).Select(PromptOf).ToArray();
        var options = new SamplingOptions { MaxTokens = tokens };
        DrawnSet[] sets = [];
        Task<DrawnSet> DrawAsync(int[] prompt) => DrawnSet.CollectAsync(_source, new Prompt("") { Tokens = prompt }, count, options);
        double Draw() => Seconds.Once(() => sets = Task.WhenAll(asked.Select(DrawAsync)).GetAwaiter().GetResult());

        Draw();
        int[][][] answers = [.. sets.Select(set => set.Candidates.Select(candidate => candidate.Tokens!.ToArray()).ToArray())];
        var drawn = answers.Sum(all => all.Sum(answer => answer.Length));
        var plan = _source.Plan!.Value;
        double Floor(bool together) => _floor.Run(asked, answers, together, plan);

        // The faster of the two ways is the lower bound.
        var firstFloor = Floor(false);
        var together = prompts > 1
            && DecodeFloor.Fits(prompts, count)
            && Floor(true) + Floor(true) < firstFloor + Floor(false);
        var (ours, floors) = InTurn(Draw, () => Floor(together), seconds);
        var figure = Figure($"{prompts} {(prompts == 1 ? "prompt" : "prompts")}", count, tokens, Seconds.Of(ours), drawn);
        var floor = figure with
        {
            Contender = together ? "llama_decode, together" : "llama_decode",
            Seconds = Seconds.Of(floors),
            Value = drawn / Seconds.Of(floors).Median,
        };
        var ratio = Seconds.Of(ours.Zip(floors, (own, least) => least / own)).Median;
        return [floor, figure.Against(ratio, count >= 8 ? "llama_decode, at least 0.9" : "llama_decode")];
    }

    /// <summary>Concurrent callers of one answer each, compared with sequential ones.</summary>
    public Figure Together(int callers, int tokens, double seconds, string target)
    {
        var options = new SamplingOptions { MaxTokens = tokens };
        var drawn = 0;
        async Task DrawAsync(int caller) =>
            drawn += await AnswerAsync(caller, options).ConfigureAwait(false);
        double AtOnce() =>
            Seconds.Once(() => Task.WhenAll(Enumerable.Range(0, callers).Select(DrawAsync)).GetAwaiter().GetResult());
        double InTurnOfCallers() => Seconds.Once(() =>
            Enumerable.Range(0, callers).ToList().ForEach(caller => DrawAsync(caller).GetAwaiter().GetResult()));

        AtOnce();
        drawn = 0;
        InTurnOfCallers();
        var tokensDrawn = drawn;
        var (together, apart) = InTurn(AtOnce, InTurnOfCallers, seconds);
        return Figure($"{callers} callers of one answer", 1, tokens, Seconds.Of(together), tokensDrawn)
            .Against(Seconds.Of(together.Zip(apart, (at, after) => after / at)).Median, $"one after the other{target}");
    }

    /// <summary>The longest wait of callers who ask again as soon as they are answered, compared with the mean.</summary>
    public Figure Waits(int tokens)
    {
        var rounds = Enumerable.Range(0, WaitRounds).Select(_ => WaitsOfAll(tokens)).OrderBy(Ratio).ToArray();
        var waits = rounds[WaitRounds / 2]; // the median, because one interruption of the machine makes a longest wait
        var longest = Figure($"longest wait of {Callers} callers", 1, tokens, Seconds.Of(waits), 0);
        return (longest with { Value = waits.Max() * 1e3, Unit = "ms" }).Against(Ratio(waits), "the mean, at most 1.5");

        static double Ratio(double[] waits) => waits.Max() / waits.Average();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _floor.Dispose();
    }

    private Figure Figure(string work, int count, int tokens, Seconds seconds, int drawn) =>
        new(
            DrawingJob.Drawing.Name, $"{_name}, {work}", Benchmarks.Figure.Own, tokens, count, _source.Threads, seconds,
            drawn / seconds.Median, "tokens/s");

    // The number of tokens of one answer.
    private async Task<int> AnswerAsync(int caller, SamplingOptions options)
    {
        var set = await DrawnSet.CollectAsync(_source, new Prompt("") { Tokens = PromptOf(caller) }, 1, options).ConfigureAwait(false);
        return set.Candidates[0].Tokens!.Count;
    }

    private double[] WaitsOfAll(int tokens) =>
        [.. Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => AskAsync(caller, tokens))).GetAwaiter().GetResult()
            .SelectMany(times => times)];

    private async Task<double[]> AskAsync(int caller, int tokens)
    {
        var times = new double[CallsEach];
        for (var call = 0; call < CallsEach; call++)
        {
            var start = Stopwatch.GetTimestamp();
            await AnswerAsync(caller, new SamplingOptions { MaxTokens = tokens, Seed = call }).ConfigureAwait(false);
            times[call] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times;
    }

    private int[] PromptOf(int number)
    {
        var random = new Random(number);
        return [1, .. Enumerable.Range(1, PromptTokens - 1).Select(_ => random.Next(259, _vocabulary))];
    }

    // Interleaved, so that a temporary slowdown of the machine affects both.
    private static (double[] First, double[] Second) InTurn(Func<double> first, Func<double> second, double seconds)
    {
        var times = new List<(double First, double Second)>();
        while (times.Count < FewestRuns || (times.Count < MostRuns && times.Sum(time => time.First + time.Second) < seconds))
        {
            times.Add((first(), second()));
        }

        return ([.. times.Select(time => time.First)], [.. times.Select(time => time.Second)]);
    }
}
