namespace Accelerated.Inference.Tests;

public sealed class CandidateInProgressTests
{
    [Test]
    public void A_candidate_ends_at_the_end_of_text_token_and_sums_its_log_probabilities()
    {
        var drawn = new CandidateInProgress(3, new SamplingOptions());
        Assert.That(drawn.Append(new SampledToken(10, -1, -.5), " Great"), Is.False);
        Assert.That(drawn.Finish, Is.Null);
        drawn.End(new SampledToken(2, -2, -.25));
        var candidate = drawn.ToCandidate();
        Assert.That(
            (candidate.Index, candidate.Text, candidate.Finish, candidate.TextTokens),
            Is.EqualTo((3, " Great", FinishReason.EndOfText, 1)));
        Assert.That((candidate.LogProbability, candidate.SamplingLogProbability), Is.EqualTo((-3.0, -.75)));
        Assert.That(candidate.Tokens, Is.EqualTo(new[] { 10, 2 }));
        Assert.That(candidate.ToCandidate().Tokens, Is.EqualTo(new[] { 10 }));
        Assert.That(candidate.ToCandidate().LogProbability, Is.EqualTo(-3));
    }

    [Test]
    public void The_text_ends_before_a_stop_string_that_lies_across_tokens()
    {
        var drawn = Draw(new SamplingOptions { StopStrings = ["END", "\n\n"] }, "ab", "E", "N", "Dx");
        Assert.That((drawn.Text, drawn.Finish, drawn.TextTokens, drawn.Tokens!.Count), Is.EqualTo(("ab", FinishReason.StopString, 1, 4)));
    }

    [Test]
    public void A_token_partly_before_the_stop_string_belongs_to_the_text()
    {
        var drawn = Draw(new SamplingOptions { StopStrings = ["\n"] }, "ab", "c\nd");
        Assert.That((drawn.Text, drawn.TextTokens), Is.EqualTo(("abc", 2)));
    }

    [Test]
    public void The_earliest_of_several_stop_strings_counts() =>
        Assert.That(Draw(new SamplingOptions { StopStrings = ["d", "bc"] }, "abcd").Text, Is.EqualTo("a"));

    [Test]
    public void An_answer_that_begins_with_the_stop_string_is_empty_and_has_no_tokens_of_text()
    {
        var drawn = Draw(new SamplingOptions { StopStrings = ["\n"] }, "\n");
        Assert.That((drawn.Text, drawn.TextTokens, drawn.Finish), Is.EqualTo(("", 0, FinishReason.StopString)));
    }

    [Test]
    public void The_token_limit_cuts_the_answer_off() =>
        Assert.That(
            Draw(new SamplingOptions { MaxTokens = 2 }, "a", "b") is { Text: "ab", Finish: FinishReason.Length, TextTokens: 2 }, Is.True);

    [Test]
    public void A_stop_string_in_the_last_allowed_token_is_a_stop() =>
        Assert.That(Draw(new SamplingOptions { MaxTokens = 1, StopStrings = ["\n"] }, "a\n").Finish, Is.EqualTo(FinishReason.StopString));

    [Test]
    public void Separates_reasoning_from_the_answer_and_ignores_stop_strings_in_it()
    {
        var drawn = Draw(new SamplingOptions { StopStrings = ["\n"] }, "<thi", "nk>\n", "6 times 7", "\n</th", "ink>", "\n\n", "42", "\n");
        Assert.That(
            (drawn.Text, drawn.Reasoning, drawn.Finish, drawn.ReasoningTokens, drawn.TextTokens),
            Is.EqualTo(("42", "6 times 7", FinishReason.StopString, 6, 7)));
        Assert.That(drawn.ToCandidate().Tokens, Is.EqualTo(new[] { 6 }));
    }

    [Test]
    public void Reasoning_that_the_prompt_opened_or_that_never_ends_leaves_no_answer()
    {
        var open = new EncodedPrompt([1], 3, 0, OpensReasoning: true);
        var drawn = Draw(new CandidateInProgress(0, new SamplingOptions { MaxTokens = 3, StopStrings = ["b"] }, open), "a", "b", "c");
        Assert.That((drawn.Text, drawn.Reasoning, drawn.Finish), Is.EqualTo(("", "abc", FinishReason.Length)));
        drawn = Draw(new CandidateInProgress(0, new SamplingOptions { MaxTokens = 3 }, open), "a", "</think>", " b");
        Assert.That((drawn.Text, drawn.Reasoning), Is.EqualTo(("b", "a")));
    }

    [Test]
    public void A_text_that_only_mentions_reasoning_is_an_answer()
    {
        var drawn = Draw(new SamplingOptions { MaxTokens = 2 }, "<th", "e <think> tag");
        Assert.That((drawn.Text, drawn.Reasoning, drawn.ReasoningTokens), Is.EqualTo(("<the <think> tag", null as string, 0)));
    }

    [Test]
    public void Reports_a_full_context_and_counts_dropped_prompt_tokens()
    {
        var drawn = Draw(new CandidateInProgress(0, new SamplingOptions { MaxTokens = 8 }, new EncodedPrompt([1], 2, 5, false)), "a", "b");
        Assert.That((drawn.Finish, drawn.DroppedPromptTokens), Is.EqualTo((FinishReason.ContextFull, 5)));
    }

    [Test]
    public void A_stop_token_ends_the_text_before_it()
    {
        var drawn = new CandidateInProgress(0, new SamplingOptions { StopTokens = [7] });
        drawn.Append(new SampledToken(1, -1, -1), "a");
        drawn.Stop(new SampledToken(7, -1, -1));
        Assert.That(drawn.ToCandidate() is { Text: "a", Finish: FinishReason.StopString, TextTokens: 1, LogProbability: -2 }, Is.True);
    }

    [Test]
    public void Rejects_an_unfinished_candidate_and_a_token_after_the_end()
    {
        var drawn = new CandidateInProgress(0, new SamplingOptions { MaxTokens = 1 });
        Assert.That(
            drawn.ToCandidate,
            Throws.InvalidOperationException.With.Message.EqualTo(
                "Candidate 0 is still under way after 0 tokens; draw on until it is finished."));
        drawn.Append(new SampledToken(1, 0, 0), "a");
        Assert.That(
            () => drawn.End(new SampledToken(1, 0, 0)),
            Throws.InvalidOperationException.With.Message.EqualTo("Candidate 0 is finished (Length); no token can follow."));
    }

    private static DrawnCandidate Draw(SamplingOptions options, params string[] pieces) =>
        Draw(new CandidateInProgress(0, options), pieces);

    private static DrawnCandidate Draw(CandidateInProgress candidate, params string[] pieces)
    {
        foreach (var (id, piece) in pieces.Index())
        {
            Assert.That(candidate.Append(new SampledToken(id, 0, 0), piece), Is.EqualTo(id == pieces.Length - 1));
        }

        return candidate.ToCandidate();
    }
}
