namespace Accelerated.Metrics.Tests.Text;

public sealed class TextBorderTests
{
    // Attributes cannot hold lone surrogates.
    private static readonly (string Text, string Clean, int Replaced)[] Cases =
    [
        ("", "", 0),
        ("plain é 日本 😀", "plain é 日本 😀", 0),
        ("a\ud83d", "a\ufffd", 1),
        ("\ude00a", "\ufffda", 1),
        ("\ud83d\ud83d\ude00\ude00", "\ufffd😀\ufffd", 2),
        ("😀\ud800x\udfff😀", "😀\ufffdx\ufffd😀", 2),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Lone_surrogates_are_replaced_and_counted((string Text, string Clean, int Replaced) given)
    {
        Assert.That(TextBorder.Clean(given.Text, out var replaced), Is.EqualTo(given.Clean));
        Assert.That(replaced, Is.EqualTo(given.Replaced));
    }

    [Test]
    public void A_clean_text_stays_the_same_instance()
    {
        var text = new string('x', 100) + "😀";
        Assert.That(TextBorder.Clean(text, out _), Is.SameAs(text));
    }
}
