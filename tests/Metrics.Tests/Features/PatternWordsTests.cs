namespace Accelerated.Metrics.Tests.Features;

/// <summary>The words of a pattern, and the kernel that takes them.</summary>
public sealed class PatternWordsTests
{
    [TestCase(0, 1, 1, PatternSize.OneWord)]
    [TestCase(1, 1, 1, PatternSize.OneWord)]
    [TestCase(64, 1, 1, PatternSize.OneWord)]
    [TestCase(65, 2, 2, PatternSize.TwoWords)]
    [TestCase(128, 2, 2, PatternSize.TwoWords)]
    [TestCase(129, 3, 4, PatternSize.FourWords)]
    [TestCase(256, 4, 4, PatternSize.FourWords)]
    [TestCase(257, 5, 8, PatternSize.ManyWords)]
    [TestCase(512, 8, 8, PatternSize.ManyWords)]
    [TestCase(513, 9, 12, PatternSize.ManyWords)]
    public void A_length_has_words_that_it_fills_and_words_that_its_kernel_holds(int length, int words, int held, object size)
    {
        Assert.That(PatternWords.Of(length), Is.EqualTo(words));
        Assert.That(PatternWords.HeldOf(length), Is.EqualTo(held));
        Assert.That(PatternWords.SizeOf(length), Is.EqualTo(size));
        Assert.That(PatternWords.SizeOfWords(held), Is.EqualTo(size));
    }
}
