using Accelerated.Benchmarks;

namespace Accelerated.Cli.Tests;

/// <summary>The inputs of the standard measurements, seed 1.</summary>
public sealed class SequenceInputTests
{
    [Test]
    public void The_same_arguments_give_the_same_candidates_and_larger_sets_extend_smaller_ones([Values] SequenceKind kind)
    {
        var some = SequenceInput.Make(kind, 64, 50).Select(candidate => candidate.Text).ToArray();
        Assert.That(SequenceInput.Make(kind, 64, 80).Take(50).Select(candidate => candidate.Text), Is.EqualTo(some));
        Assert.That(SequenceInput.Make(kind, 64, 50, seed: 2).Select(candidate => candidate.Text), Is.Not.EqualTo(some));
    }

    [Test]
    public void Lengths_are_near_and_at_most_the_requested_one([Values(16, 64, 256)] int length)
    {
        foreach (var tokens in SequenceInput.Make(SequenceKind.TokenIds, length, 500).Select(candidate => candidate.Tokens!))
        {
            Assert.That(tokens, Has.Count.InRange(length / 2, length));
            Assert.That(tokens, Is.All.InRange(1, 2000));
        }
    }

    [Test]
    public void Letters_are_64_and_low_ids_are_frequent()
    {
        var letters = SequenceInput.Make(SequenceKind.Letters, 256, 500).SelectMany(candidate => candidate.Text).ToHashSet();
        Assert.That(letters, Has.Count.EqualTo(64));
        var tokens = SequenceInput.Make(SequenceKind.TokenIds, 256, 500).SelectMany(candidate => candidate.Tokens!).ToArray();
        // Half of the ids are below the square root of 2,000.
        Assert.That(tokens.Count(id => id < 45) / (double)tokens.Length, Is.EqualTo(0.5).Within(0.05));
    }

    [Test]
    public void Sentences_have_about_25_words_of_several_letters()
    {
        var sentences = SequenceInput.Make(SequenceKind.Words, 27, 500);
        Assert.That(sentences.Average(sentence => sentence.Text.Split(' ').Length), Is.EqualTo(25).Within(1));
        Assert.That(sentences.Average(sentence => sentence.Text.Length), Is.InRange(100, 200));
    }
}
