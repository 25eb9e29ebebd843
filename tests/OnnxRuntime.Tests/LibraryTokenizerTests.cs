using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference.Tests;

/// <summary>A tokenizer that the caller brings.</summary>
public sealed class LibraryTokenizerTests
{
    [Test]
    public async Task The_model_draws_and_scores_the_same_with_the_librarys_tokenizer()
    {
        using var stream = File.OpenRead(SmallModel.File("reviews-tiny.spm.model"));
        var tokenizer = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
        using var source = new OnnxCandidateSource(SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { Tokenizer = tokenizer });
        var golden = SmallModel.Goldens[0];
        Assert.That(source.Encode(golden.Prompt), Is.EqualTo(golden.Ids));
        var scores = await source.ScoreAsync(golden.Prompt, ["1", "2", "3", "4", "5"]);
        Assert.That(scores.Select(score => Math.Exp(score.LogProbability)), Is.EqualTo(golden.StarProbabilities).Within(1e-5));
        var expected = await DrawnSet.CollectAsync(SmallModel.Source, golden.TitlePrompt, 8, SmallModel.Titles);
        var actual = await DrawnSet.CollectAsync(source, golden.TitlePrompt, 8, SmallModel.Titles);
        Assert.That(actual.Candidates.Select(c => c.Text.Trim()), Is.EqualTo(expected.Candidates.Select(c => c.Text.Trim())), "seed 7");
    }
}
