using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Engines;

/// <summary>A user's engine, such as one on another machine.</summary>
public sealed class GivenEngineTests
{
    private static readonly Problem[] Problems =
    [
        .. Enumerable.Range(0, 20).Select(i => new Problem($"{i}", [$"a b {i}", "a c", $"{i} b", "a b"])),
    ];

    private const string LongPairs = "weighted-levenshtein:unit=tokens";

    // Two candidates against 64 references of 128 tokens: a million cells a row.
    private static Problem LongProblem()
    {
        var random = new Random(7);
        return new Problem("long", [Draw("a"), Draw("b")]) { References = [.. Enumerable.Range(0, 64).Select(i => Draw($"{i}"))] };

        Candidate Draw(string text) => new(text) { Tokens = [.. Enumerable.Range(0, 128).Select(_ => random.Next(9))] };
    }

    [Test]
    public void Replaces_the_engine_of_the_options([Values("token-f1", "levenshtein", "chrf", "squared-error")] string metric)
    {
        using var remote = new RemoteEngine(failAt: int.MaxValue);
        using var selector = new Selector(new(MetricCatalogue.Parse(metric)) { Risk = Risk.Worst }, remote);
        using var plain = new Selector(selector.Options);
        Problem[] problems = metric == "squared-error" ? [new("q", ["1", "2", "4"])] : Problems;
        var (here, there) = (plain.SelectMany(problems), selector.SelectMany(problems));
        Assert.That(there.Select(outcome => outcome.Selection.Engine), Is.All.EqualTo("remote"));
        Assert.That(there.Select(outcome => outcome.Selection.Fallback), Is.All.Null);
        Assert.That(there.Select(outcome => outcome.Selection.Ranking), Is.EqualTo(here.Select(outcome => outcome.Selection.Ranking)));
        Assert.That(remote.Calls, Is.Positive);
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Falls_back_to_the_CPU_with_the_reason_if_it_fails_in_the_middle(int failAt)
    {
        using var remote = new RemoteEngine(failAt);
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")) { Risk = Risk.Worst }, remote);
        using var plain = new Selector(selector.Options);
        var outcomes = selector.SelectMany(Problems);
        Assert.That(outcomes.Select(outcome => outcome.Selection.Engine), Is.All.EqualTo("cpu"));
        Assert.That(outcomes.Select(outcome => outcome.Selection.Fallback), Is.All.EqualTo("The connection was lost."));
        Assert.That(
            outcomes.Select(outcome => outcome.Selection.Ranking),
            Is.EqualTo(plain.SelectMany(Problems).Select(outcome => outcome.Selection.Ranking)));
        Assert.That(selector.Select(Problems[0]).Engine, Is.EqualTo("remote"), "a line may come back");
    }

    [Test]
    public void A_lost_engine_is_not_called_again()
    {
        using var remote = new RemoteEngine(1, new DeviceException(DeviceFault.Lost, "It is gone."));
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")), remote);
        Assert.That(selector.Select(Problems[0]).Fallback, Is.EqualTo("It is gone."));
        Assert.That(selector.Select(Problems[1]).Fallback, Is.EqualTo("It is gone."));
        Assert.That(remote.Calls, Is.EqualTo(1));
    }

    [Test]
    public void Throws_if_it_is_required_and_fails()
    {
        using var remote = new RemoteEngine(failAt: 1);
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")) { RequireGpu = true }, remote);
        Assert.That(
            () => selector.Select(Problems[0]),
            Throws.TypeOf<EngineException>().With.Message.StartsWith("The connection was lost.").And.InnerException.TypeOf<IOException>());
    }

    [Test]
    public void A_cancelled_call_is_cancelled_whatever_the_engine_throws()
    {
        using var cancel = new CancellationTokenSource();
        using var remote = new RemoteEngine(1, new IOException("The connection was lost."), cancel.Cancel);
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")) { RequireGpu = true }, remote);
        Assert.That(() => selector.Select(Problems[0], cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Is_not_called_if_no_problem_is_valid()
    {
        using var remote = new RemoteEngine(failAt: 1);
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")) { RequireGpu = true }, remote);
        Assert.That(selector.SelectMany([new("0", [])])[0].Error, Is.TypeOf<CandidateException>());
        Assert.That(remote.Calls, Is.Zero);
    }

    [Test]
    public void A_timeout_of_the_engine_is_its_failure()
    {
        using var remote = new RemoteEngine(1, new TaskCanceledException("Timed out."));
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")), remote);
        Assert.That(selector.Select(Problems[0]).Fallback, Is.EqualTo("Timed out."));
    }

    [Test]
    public void A_throwing_self_pair_fails_only_its_problem()
    {
        using var remote = new RemoteEngine(failAt: int.MaxValue);
        var metric = Metric.Create(
            "mine", (hypothesis, reference) => hypothesis == "bad" && reference == "bad" ? throw new InvalidOperationException() : 1);
        using var selector = new Selector(new(metric) { Self = SelfPair.Exclude }, remote);
        var outcomes = selector.SelectMany([new("0", ["a", "b"]), new("1", ["bad", "b"]), new("2", ["c", "d"])]);
        Assert.That(outcomes.Select(outcome => outcome.Error is ScorerException), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void The_winners_row_comes_from_a_device_where_it_is_much_work()
    {
        using var simulator = GpuEngine.Simulator();
        using var selector = new Selector(new(Metric.Parse(LongPairs)), simulator);
        using var plain = new Selector(selector.Options);
        var (here, there) = (plain.Select(LongProblem()), selector.Select(LongProblem()));
        Assert.That((there.Engine, there.Fallback), Is.EqualTo(("simulator", (string?)null)));
        Assert.That((there.Index, there.Expected, there.StandardError), Is.EqualTo((here.Index, here.Expected, here.StandardError)));
        using var remote = new RemoteEngine(failAt: int.MaxValue);
        using var counted = new Selector(selector.Options, remote);
        Assert.That((counted.Select(LongProblem()).StandardError, remote.Calls), Is.EqualTo((here.StandardError, 2)), "sums and a row");
        counted.Select(Problems[0]);
        Assert.That(remote.Calls, Is.EqualTo(3), "a short row is the CPU's");
    }

    [Test]
    public void The_winners_row_comes_from_the_CPU_where_the_device_fails_in_it()
    {
        using var remote = new RemoteEngine(failAt: 2);
        using var selector = new Selector(new(Metric.Parse(LongPairs)), remote);
        using var plain = new Selector(selector.Options);
        var (here, there) = (plain.Select(LongProblem()), selector.Select(LongProblem()));
        Assert.That((there.Engine, there.Fallback), Is.EqualTo(("remote", "The connection was lost.")));
        Assert.That((there.Index, there.Expected, there.StandardError), Is.EqualTo((here.Index, here.Expected, here.StandardError)));
        using var again = new RemoteEngine(failAt: 2);
        using var required = new Selector(selector.Options with { RequireGpu = true }, again);
        Assert.That(
            () => required.Select(LongProblem()), Throws.TypeOf<EngineException>().With.Message.StartsWith("The connection was lost."));
        using var batch = new RemoteEngine(failAt: 3);
        using var requiredByAll = new Selector(required.Options with { Threads = 1 }, batch);
        Assert.That(() => requiredByAll.SelectMany([LongProblem(), LongProblem()]), Throws.TypeOf<EngineException>());
    }

    [Test]
    public void It_is_not_disposed_with_the_selector()
    {
        using var remote = new RemoteEngine(failAt: int.MaxValue);
        new Selector(new(MetricCatalogue.Parse("token-f1")), remote).Dispose();
        Assert.That(remote.WasDisposed, Is.False);
    }

    [Test]
    public void Rejects_a_CPU_engine_if_a_GPU_is_required()
    {
        using var engine = new CpuEngine(1);
        Assert.That(
            () => new Selector(new(MetricCatalogue.Parse("token-f1")) { RequireGpu = true }, engine),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid engine 'cpu': expected a device, because SelectionOptions.RequireGpu is true."));
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")), engine);
        Assert.That(selector.Select(Problems[0]).Device, Is.EqualTo(engine.Device));
    }

    [Test]
    public void A_function_runs_on_the_CPU_and_the_selection_says_so()
    {
        using var remote = new RemoteEngine(failAt: int.MaxValue);
        var metric = Metric.Create("mine", (hypothesis, reference) => hypothesis.Length == reference.Length ? 1 : 0);
        using var selector = new Selector(new(metric), remote);
        var selection = selector.Select(new Problem("q", ["a", "bb", "cc"]));
        Assert.That((selection.Index, selection.Engine, selection.Fallback), Is.EqualTo((1, "cpu", "mine runs on the CPU only.")));
        Assert.That(
            () => new Selector(selector.Options with { RequireGpu = true }, remote),
            Throws.TypeOf<OptionException>().With.Message.StartsWith(
                "Invalid value 'True' for SelectionOptions.RequireGpu: expected false with metric 'mine', which runs on the CPU only."));
    }

    [Test]
    public void A_throwing_or_non_finite_scorer_fails_only_its_problem([Values(3, 300)] int count, [Values] bool throws)
    {
        var metric = Metric.Create("mine", (hypothesis, reference) => (hypothesis, throws) switch
        {
            ("bad", true) => throw new InvalidOperationException("It broke."),
            ("bad", false) => double.NaN,
            _ => reference.Length,
        });
        using var selector = new Selector(new(metric));
        var outcomes = selector.SelectMany(
            [.. Enumerable.Range(0, count).Select(i => new Problem($"{i}", ["a", i % 3 == 1 ? "bad" : "bb"]))]);
        for (var i = 0; i < count; i++)
        {
            Assert.That(outcomes[i].Error, i % 3 == 1 ? Is.TypeOf<ScorerException>() : Is.Null, $"problem {i}");
        }
    }
}
