using System.Diagnostics;
using Accelerated.Inference.Extraction;

namespace Accelerated.Inference.Tests;

public sealed class ChoiceExtractorTests
{
    [TestCase("B", "B")]
    [TestCase("(b)", "B")]
    [TestCase("**B.**", "B")]
    [TestCase("b) Paris", "B")]
    [TestCase("B. Paris", "B")]
    [TestCase("The answer is (B).", "B")]
    [TestCase("The answer is B because A is wrong.", "B")]
    [TestCase("The correct answer is: **D**", "D")]
    [TestCase("Answer: C", "C")]
    [TestCase("Option A is wrong; the answer is option C.", "C")]
    [TestCase(@"so \boxed{C}", "C")]
    [TestCase(@"so $\boxed{\text{(D)}}$", "D")]
    [TestCase("A is wrong.\nB is wrong.\nSo (E)", "E")]
    [TestCase("Reasoning.\nC) Rome", "C")]
    [TestCase("I think it is D", "D")]
    [TestCase("\u7b54\u6848\u662fB\u3002", "B")]
    [TestCase("Die Antwort ist C.", "C")]
    public void Finds_the_letter(string text, string expected)
    {
        Assert.That(AnswerExtractor.Parse("choice").TryExtract(text, out var answer), Is.True);
        Assert.That(answer, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("A man walks.")]
    [TestCase("I do not know.")]
    [TestCase("DNA and ABC")]
    [TestCase("F")]
    public void Finds_none(string text) => Assert.That(AnswerExtractor.Parse("choice").TryExtract(text, out _), Is.False);

    [Test]
    public void Takes_letters_of_another_range() =>
        Assert.That(AnswerExtractor.Parse("choice:A-J").TryExtract("Answer: (H)", out var answer) ? answer : null, Is.EqualTo("H"));

    [TestCase("choice", "\n")]
    [TestCase("choice", "Answer is ")]
    [TestCase("choice", "( ")]
    [TestCase("boxed", @"\boxed{")]
    [TestCase("boxed", "{")]
    [TestCase("json:$.a", "{\"a\":[")]
    [TestCase("json:$.a", "{'a':")]
    [TestCase("json:$.a", "[\"[\",")]
    [TestCase("json:$.a", "[/*")]
    [TestCase("last-number", "two . ")]
    [TestCase("gsm8k", "#")]
    [TestCase("last-number", "\nQuestion:")]
    [TestCase("regex:a*b", "a")]
    public void A_hostile_text_takes_little_time(string specification, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var clock = Stopwatch.StartNew();
        _ = AnswerExtractor.Parse(specification).TryExtract(text, out _);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)));
    }
}
