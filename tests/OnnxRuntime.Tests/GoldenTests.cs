namespace Accelerated.Inference.Tests;

/// <summary>The small model against values that another implementation computed in double precision.</summary>
public sealed class GoldenTests
{
    [Test]
    public void Prompts_are_encoded_as_the_model_was_trained() => Assert.Multiple(() =>
    {
        foreach (var golden in SmallModel.Goldens)
        {
            Assert.That(SmallModel.Source.Encode(golden.Prompt), Is.EqualTo(golden.Ids), golden.Prompt);
        }
    });

    [Test]
    public async Task Star_probabilities_are_those_of_the_golden_file()
    {
        foreach (var golden in SmallModel.Goldens)
        {
            var scores = await SmallModel.Source.ScoreAsync(golden.Prompt, ["1", "2", "3", "4", "5"]);
            Assert.That(
                scores.Select(score => Math.Exp(score.LogProbability)), Is.EqualTo(golden.StarProbabilities).Within(1e-5), golden.Prompt);
        }
    }

    [Test]
    public async Task Greedy_titles_and_their_log_probabilities_are_those_of_the_golden_file()
    {
        foreach (var golden in SmallModel.Goldens)
        {
            var title = (
                await DrawnSet.CollectAsync(
                    SmallModel.Source, golden.TitlePrompt, 1, SmallModel.Titles with { Temperature = 0 })).Candidates[0];
            Assert.That(title.Tokens, Is.EqualTo(golden.GreedyTitleIds), golden.TitlePrompt);
            Assert.That(title.LogProbability, Is.EqualTo(golden.GreedyTitleLogProbability).Within(1e-4), golden.TitlePrompt);
            Assert.That(
                (title.Finish, title.SamplingLogProbability, title.TextTokens),
                Is.EqualTo((FinishReason.StopString, 0.0, golden.GreedyTitleIds.Length - 1)));
        }
    }
}
