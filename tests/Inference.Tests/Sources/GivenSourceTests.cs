using System.Runtime.CompilerServices;

namespace Accelerated.Inference.Tests;

public sealed class GivenSourceTests
{
    [Test]
    public async Task Given_answers_come_back_in_their_order()
    {
        using var source = new FixedSource("a", "b", "c");
        var set = await DrawnSet.CollectAsync(source, "?", 2, new SamplingOptions { FirstCandidate = 1 });
        Assert.That(set.Candidates.Select(candidate => (candidate.Index, candidate.Text)), Is.EqualTo(new[] { (0, "b"), (1, "c") }));
        Assert.That(set.Failure, Is.Null);
    }

    [Test]
    public async Task Too_few_answers_are_kept_and_said()
    {
        using var source = new FixedSource("a", "b");
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Candidates, Has.Count.EqualTo(2));
        Assert.That(set.Failure!.Message, Is.EqualTo("fixed:2 has 2 candidates; 5 were asked for. Ask for fewer."));
    }

    [Test]
    public async Task A_source_that_fails_half_way_keeps_what_was_drawn_and_says_so()
    {
        using var source = new FailingSource(3, throws: true);
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Candidates.Select(candidate => candidate.Index), Is.EqualTo(new[] { 2, 3, 4 }), "in the order of their index");
        Assert.That((set.Requested, set.Failure!.Drawn, set.Failure.Message), Is.EqualTo((5, 3, "the plug was pulled")));
    }

    [Test]
    public async Task A_failure_of_any_kind_half_way_keeps_what_was_drawn()
    {
        using var source = new FailingSource(3, throws: true) { Failure = new TimeoutException("The service did not answer.") };
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Candidates, Has.Count.EqualTo(3));
        Assert.That(set.Failure!.Message, Is.EqualTo("failing failed after 3 of 5: The service did not answer. Those are kept; see to the cause, then ask for the rest."));
        Assert.That((set.Failure.Drawn, set.Failure.Requested, set.Failure.InnerException), Is.EqualTo((3, 5, source.Failure)));
    }

    [Test]
    public async Task A_source_that_hangs_and_does_not_listen_is_left_behind_when_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var source = new DeafSource();
        var drawing = DrawnSet.CollectAsync(source, "?", 2, new SamplingOptions(), cancellation.Token);
        await source.Hangs;
        await cancellation.CancelAsync();
        Assert.That(async () => await drawing.WaitAsync(TimeSpan.FromMinutes(1)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(source.IsDisposedOf.IsCompleted, Is.False, "it still draws");
        source.GoOn();
        await source.IsDisposedOf.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_source_that_goes_on_and_does_not_listen_is_ended_when_cancelled(bool hangsAtItsEnd)
    {
        using var cancellation = new CancellationTokenSource();
        using var source = new EndlessSource(hangsAtItsEnd);
        var drawing = DrawnSet.CollectAsync(source, "?", 1_000_000, new SamplingOptions(), cancellation.Token);
        await source.Draws;
        await cancellation.CancelAsync();
        Assert.That(
            async () => await drawing.WaitAsync(TimeSpan.FromMinutes(1)),
            Throws.InstanceOf<OperationCanceledException>().With.Property("CancellationToken").EqualTo(cancellation.Token));
        await source.Ends.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task A_source_that_ends_early_is_a_failure_too()
    {
        using var source = new FailingSource(3, throws: false);
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Failure!.Message, Is.EqualTo("failing ended after 3 of 5 candidates. Ask for fewer, or use a source that has as many."));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Nothing_drawn_is_thrown(bool throws)
    {
        using var source = new FailingSource(0, throws);
        Assert.That(async () => await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions()), Throws.TypeOf<SourceException>());
    }

    [Test]
    public void A_failure_of_any_kind_before_the_first_is_one_of_the_source()
    {
        foreach (var failure in (Exception[])[new TimeoutException("No answer."), new TaskCanceledException("No answer.")])
        {
            using var source = new FailingSource(0, throws: true) { Failure = failure };
            Assert.That(
                async () => await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions()),
                Throws.TypeOf<SourceException>()
                    .With.Message.EqualTo("failing failed before the first of 5: No answer. See to the cause, then ask again.").And.InnerException.SameAs(failure));
        }
    }

    [Test]
    public void What_is_wrong_with_a_request_is_told_as_it_is()
    {
        foreach (var failure in (Exception[])[new PromptException("p"), new SamplingException("s"), new ArgumentException("a"), new ObjectDisposedException("o")])
        {
            using var source = new FailingSource(0, throws: true) { Failure = failure };
            Assert.That(async () => await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions()), Throws.Exception.SameAs(failure));
        }
    }

    [Test]
    public async Task A_file_gives_the_candidates_of_the_prompts_id()
    {
        var path = Write("{\"id\": \"q1\", \"candidates\": [\"é\", \"b\"]}\r\n\n{\"id\": \"q2\", \"candidates\": [{\"text\": \"c\", \"tokens\": [5, 6], \"logprob\": -1.5}]}");
        try
        {
            using var source = new FileSource(path);
            var first = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q1" }, 2, new SamplingOptions());
            var second = (await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q2" }, 1, new SamplingOptions())).Candidates[0].ToCandidate();
            Assert.That(first.Candidates.Select(candidate => candidate.Text), Is.EqualTo(new[] { "é", "b" }));
            Assert.That((second.Text, second.LogProbability), Is.EqualTo(("c", -1.5)));
            Assert.That(second.Tokens, Is.EqualTo(new[] { 5, 6 }));
            Assert.That(
                async () => await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q3" }, 1, new SamplingOptions()),
                Throws.TypeOf<SourceException>().With.Message.EqualTo($"file:{Path.GetFileName(path)} has no problem 'q3'. Give the prompt the id of one of its 2 lines."));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public async Task A_file_may_be_written_as_the_tool_writes_and_reads_it()
    {
        var path = Write("\uFEFF{\"id\": 7, \"candidates\": [{\"text\": \"a\", \"tokens\": null, \"logprob\": \"-inf\"}, {\"text\": \"b\", \"logprob\": null}]}\n{\"id\": \"q\",\r \"candidates\": [\"c\"]}\n");
        try
        {
            using var source = new FileSource(path);
            var first = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "7" }, 2, new SamplingOptions());
            var second = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q" }, 1, new SamplingOptions());
            Assert.That(first.Candidates.Select(candidate => candidate.LogProbability), Is.EqualTo(new double?[] { double.NegativeInfinity, null }));
            Assert.That(first.Candidates.Select(candidate => candidate.Tokens), Is.All.Null);
            Assert.That(second.Candidates[0].Text, Is.EqualTo("c"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase("{\"id\": \"q\", \"candidates\": []}\n{\"id\": \"q\", \"candidates\": []}", "Line 2 of ", "has the id 'q' of an earlier line; ids must differ. Rename one.")]
    [TestCase("{\"id\": \"q\"}", "Line 1 of ", "is no problem with an id and candidates")]
    [TestCase("\n{", "Line 2 of ", "is no problem with an id and candidates")]
    [TestCase("{\"id\": null, \"candidates\": []}", "Line 1 of ", "is no problem with an id and candidates: The id is null. Correct it.")]
    [TestCase("{\"id\": \"q\", \"candidates\": [\"a\", {\"text\": null}]}", "Line 1 of ", "is no problem with an id and candidates: The text of candidate 1 is null. Correct it.")]
    [TestCase("{\"id\": \"q\", \"candidates\": [null]}", "Line 1 of ", "is no problem with an id and candidates")]
    public void A_line_that_is_no_problem_is_told_by_its_number(string content, string start, string rule)
    {
        var path = Write(content);
        Assert.That(() => new FileSource(path), Throws.TypeOf<SourceException>().With.Message.StartsWith(start).And.Message.Contains(rule));
        File.Delete(path);
        Assert.That(() => new FileSource(path), Throws.TypeOf<SourceException>().With.Message.EqualTo($"Problems file '{path}' does not exist. Give the path of a file with one JSON object a line."));
    }

    [Test]
    public void A_file_that_cannot_be_read_is_told()
    {
        var path = Write("");
        Assert.That(() => new FileSource(path), Throws.TypeOf<SourceException>().With.Message.EqualTo($"Problems file '{path}' is empty, or a pipe or device. Give a file with one JSON object a line."));
        using (var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            alone.WriteByte((byte)'{');
            alone.Flush();
            Assert.That(() => new FileSource(path), Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problems file '{path}' cannot be read: "));
        }

        File.Delete(path);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_pipe_or_a_link_to_nowhere_is_no_problems_file()
    {
        var folder = Directory.CreateTempSubdirectory("accelerated-problems").FullName;
        try
        {
            var (pipe, link) = (Path.Combine(folder, "pipe"), Path.Combine(folder, "link"));
            using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            {
                make.WaitForExit();
            }

            File.CreateSymbolicLink(link, Path.Combine(folder, "none"));
            Assert.That(() => new FileSource(pipe), Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problems file '{pipe}' is empty, or a pipe or device."));
            Assert.That(() => new FileSource(link), Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problems file '{link}' cannot be read: "));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{\"id\": \"q\"}")]
    public void A_file_that_changes_after_it_was_opened_is_told(string? content)
    {
        var path = Write("{\"id\": \"q\", \"candidates\": [\"a\"]}");
        using var source = new FileSource(path);
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        Assert.That(
            async () => await source.DrawAsync(new Prompt("") { Id = "q" }, 1, new SamplingOptions()).ToListAsync(),
            Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problem 'q' can no longer be read from '{path}': ").And.Message.EndsWith(" Open the file anew."));
        File.Delete(path);
    }

    private static string Write(string content)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        return path;
    }

    private sealed class FailingSource(int drawn, bool throws) : ICandidateSource
    {
        public Exception? Failure { get; init; }

        public string Name => "failing";

        public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
            Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            for (var i = 0; i < drawn; i++)
            {
                await Task.Yield();
                yield return new DrawnCandidate(count - 1 - i, "a", FinishReason.EndOfText);
            }

            if (throws)
            {
                throw Failure ?? new SourceException("the plug was pulled", drawn, count);
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class DeafSource : ICandidateSource
    {
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _disposedOf = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Hangs => _hangs.Task;

        public Task IsDisposedOf => _disposedOf.Task;

        public string Name => "deaf";

        public void GoOn() => _goesOn.SetResult();

        public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
            Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            try
            {
                yield return new DrawnCandidate(0, "a", FinishReason.EndOfText);
                _hangs.SetResult();
                await _goesOn.Task;
                yield return new DrawnCandidate(1, "b", FinishReason.EndOfText);
            }
            finally
            {
                _disposedOf.SetResult();
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class EndlessSource(bool hangsAtItsEnd) : ICandidateSource
    {
        private readonly TaskCompletionSource _draws = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ends = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Draws => _draws.Task;

        public Task Ends => _ends.Task;

        public string Name => "endless";

        public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
            Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    yield return new DrawnCandidate(i, "a", FinishReason.EndOfText);
                    _draws.TrySetResult();
                    await Task.Delay(20, CancellationToken.None);
                }
            }
            finally
            {
                _ends.SetResult();
                await (hangsAtItsEnd ? new TaskCompletionSource().Task : Task.CompletedTask);
            }
        }

        public void Dispose()
        {
        }
    }
}
