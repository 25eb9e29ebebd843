using System.Runtime.CompilerServices;

namespace Accelerated.Inference.Tests;

public sealed class GivenSourceTests
{
    [Test]
    public async Task Returns_given_answers_in_order()
    {
        using var source = new FixedSource("a", "b", "c");
        var set = await DrawnSet.CollectAsync(source, "?", 2, new SamplingOptions { FirstCandidate = 1 });
        Assert.That(set.Candidates.Select(candidate => (candidate.Index, candidate.Text)), Is.EqualTo(new[] { (0, "b"), (1, "c") }));
        Assert.That(set.Failure, Is.Null);
    }

    [Test]
    public async Task Keeps_and_reports_too_few_answers()
    {
        using var source = new FixedSource("a", "b");
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Candidates, Has.Count.EqualTo(2));
        Assert.That(set.Failure!.Message, Is.EqualTo("fixed:2 has 2 candidates; 5 were asked for. Ask for fewer."));
    }

    [Test]
    public async Task Keeps_and_reports_what_was_drawn_before_a_source_failure()
    {
        using var source = new FailingSource(3, throws: true);
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Candidates.Select(candidate => candidate.Index), Is.EqualTo(new[] { 2, 3, 4 }), "in the order of their index");
        Assert.That((set.Requested, set.Failure!.Drawn, set.Failure.Message), Is.EqualTo((5, 3, "the plug was pulled")));
    }

    [Test]
    public async Task Keeps_what_was_drawn_before_any_failure()
    {
        using var source = new FailingSource(3, throws: true) { Failure = new TimeoutException("The service did not answer.") };
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(set.Candidates, Has.Count.EqualTo(3));
        Assert.That(
            set.Failure!.Message,
            Is.EqualTo(
                "failing failed after 3 of 5: The service did not answer. Those are kept; see to the cause, then ask for the rest."));
        Assert.That((set.Failure.Drawn, set.Failure.Requested, set.Failure.InnerException), Is.EqualTo((3, 5, source.Failure)));
    }

    [Test]
    public async Task Abandons_a_hanging_source_on_cancellation()
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
    public async Task Ends_a_source_that_ignores_cancellation(bool hangsAtItsEnd)
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
    public async Task Reports_a_source_that_ends_early()
    {
        using var source = new FailingSource(3, throws: false);
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions());
        Assert.That(
            set.Failure!.Message, Is.EqualTo("failing ended after 3 of 5 candidates. Ask for fewer, or use a source that has as many."));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Throws_if_nothing_was_drawn(bool throws)
    {
        using var source = new FailingSource(0, throws);
        Assert.That(async () => await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions()), Throws.TypeOf<SourceException>());
    }

    [Test]
    public void Wraps_any_failure_before_the_first_candidate()
    {
        foreach (var failure in (Exception[])[new TimeoutException("No answer."), new TaskCanceledException("No answer.")])
        {
            using var source = new FailingSource(0, throws: true) { Failure = failure };
            Assert.That(
                async () => await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions()),
                Throws.TypeOf<SourceException>()
                    .With.Message.EqualTo(
                        "failing failed before the first of 5: No answer. See to the cause, then ask again.").And.InnerException
                            .SameAs(failure));
        }
    }

    [Test]
    public void Passes_request_errors_through()
    {
        Exception[] failures =
        [
            new PromptException("p"), new SamplingException("s"), new ArgumentException("a"), new ObjectDisposedException("o"),
        ];
        foreach (var failure in failures)
        {
            using var source = new FailingSource(0, throws: true) { Failure = failure };
            Assert.That(async () => await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions()), Throws.Exception.SameAs(failure));
        }
    }

    [Test]
    public async Task Reads_the_candidates_of_the_prompts_id_from_a_file()
    {
        var path = Write(
            """{"id": "q1", "candidates": ["é", "b"]}""" + "\r\n\n"
            + """{"id": "q2", "candidates": [{"text": "c", "tokens": [5, 6], "logprob": -1.5}]}""");
        try
        {
            using var source = new FileSource(path);
            var first = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q1" }, 2, new SamplingOptions());
            var other = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q2" }, 1, new SamplingOptions());
            var second = other.Candidates[0].ToCandidate();
            Assert.That(first.Candidates.Select(candidate => candidate.Text), Is.EqualTo(new[] { "é", "b" }));
            Assert.That((second.Text, second.LogProbability), Is.EqualTo(("c", -1.5)));
            Assert.That(second.Tokens, Is.EqualTo(new[] { 5, 6 }));
            Assert.That(
                async () => await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q3" }, 1, new SamplingOptions()),
                Throws.TypeOf<SourceException>().With.Message.EqualTo(
                    $"file:{Path.GetFileName(path)} has no problem 'q3'. Give the prompt the id of one of its 2 lines."));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public async Task Reads_files_in_the_form_of_the_tool()
    {
        var path = Write(
            "\uFEFF{\"id\": 7, \"candidates\": [{\"text\": \"a\", \"tokens\": null, \"logprob\": \"-inf\"}, {\"text\": \"b\", \"logprob\": "
            + "null}]}\n{\"id\": \"q\",\r \"candidates\": [\"c\"]}\n");
        try
        {
            using var source = new FileSource(path);
            var first = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "7" }, 2, new SamplingOptions());
            var second = await DrawnSet.CollectAsync(source, new Prompt("") { Id = "q" }, 1, new SamplingOptions());
            Assert.That(
                first.Candidates.Select(candidate => candidate.LogProbability),
                Is.EqualTo(new double?[] { double.NegativeInfinity, null }));
            Assert.That(first.Candidates.Select(candidate => candidate.Tokens), Is.All.Null);
            Assert.That(second.Candidates[0].Text, Is.EqualTo("c"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase(
        "{\"id\": \"q\", \"candidates\": []}\n{\"id\": \"q\", \"candidates\": []}",
        "Line 2 of ",
        "has the id 'q' of an earlier line; ids must differ. Rename one.")]
    [TestCase("{\"id\": \"q\"}", "Line 1 of ", "is not a problem with an id and candidates")]
    [TestCase("\n{", "Line 2 of ", "is not a problem with an id and candidates")]
    [TestCase(
        "{\"id\": null, \"candidates\": []}",
        "Line 1 of ",
        "is not a problem with an id and candidates: The id is null. Correct it.")]
    [TestCase(
        "{\"id\": \"q\", \"candidates\": [\"a\", {\"text\": null}]}",
        "Line 1 of ",
        "is not a problem with an id and candidates: The text of candidate 1 is null. Correct it.")]
    [TestCase("{\"id\": \"q\", \"candidates\": [null]}", "Line 1 of ", "is not a problem with an id and candidates")]
    public void Reports_a_bad_line_by_its_number(string content, string start, string rule)
    {
        var path = Write(content);
        Assert.That(() => new FileSource(path), Throws.TypeOf<SourceException>().With.Message.StartsWith(start).And.Message.Contains(rule));
        File.Delete(path);
        Assert.That(
            () => new FileSource(path),
            Throws.TypeOf<SourceException>().With.Message.EqualTo(
                $"Problems file '{path}' does not exist. Give the path of a file with one JSON object a line."));
    }

    [Test]
    public void Reports_an_unreadable_file()
    {
        var path = Write("");
        Assert.That(
            () => new FileSource(path),
            Throws.TypeOf<SourceException>().With.Message.EqualTo(
                $"Problems file '{path}' is empty, or a pipe or device. Give a file with one JSON object a line."));
        using (var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            alone.WriteByte((byte)'{');
            alone.Flush();
            Assert.That(
                () => new FileSource(path),
                Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problems file '{path}' cannot be read: "));
        }

        File.Delete(path);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Rejects_a_pipe_and_a_dangling_link()
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
            Assert.That(
                () => new FileSource(pipe),
                Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problems file '{pipe}' is empty, or a pipe or device."));
            Assert.That(
                () => new FileSource(link),
                Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problems file '{link}' cannot be read: "));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{\"id\": \"q\"}")]
    public void Reports_a_file_that_changed_after_it_was_opened(string? content)
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
            Throws.TypeOf<SourceException>().With.Message.StartsWith($"Problem 'q' can no longer be read from '{path}': ")
                .And.Message.EndsWith(" Open the file anew."));
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
