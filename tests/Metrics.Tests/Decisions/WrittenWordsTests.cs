namespace Accelerated.Metrics.Tests;

public sealed class WrittenWordsTests
{
    [TestCase("wer", "The cat sat.", "the cat sat", "The/the cat sat./sat")]
    [TestCase("token-f1", "The cat sat.", "the CAT sat", "The/the cat=CAT sat.=sat")] // an article is a word of its own
    [TestCase("bleu", "It's (so) - here", "It's so - here", "It's (so)/so - here")]
    [TestCase("ter", "A b", "a B", "A/a b/B")]
    [TestCase("chrf", "no on", "on no", "no/on on/no")]
    public void Written_words_that_a_metric_reads_alike_are_one(string metric, string left, string right, string words)
    {
        var cut = new WrittenWords(MetricCatalogue.Parse(metric), [left, right]);
        var pairs = cut.Texts[0].Zip(cut.Texts[1], (a, b) => a.Form == b.Form ? cut.Word(a.Form)
            : $"{cut.Word(a.Form)}{(a.Word == b.Word ? "=" : "/")}{cut.Word(b.Form)}");
        Assert.That(string.Join(' ', pairs), Is.EqualTo(words));
    }

    [TestCase("a  b\n\nc", "a|b|c")]
    [TestCase(" 今天 很好。", "今|天|很|好|。")]
    [TestCase("我 love你 now", "我|love|你|now")]
    [TestCase("กำลัง", "ก|ำ|ลั|ง")]
    [TestCase("", "")]
    [TestCase(" \n", "")]
    public void Words_stand_between_white_space_or_are_letters_of_a_script_without_blanks(string text, string words)
    {
        var cut = new WrittenWords(MetricCatalogue.Parse("chrf"), [text]);
        Assert.That(string.Join('|', cut.Texts[0].Select(token => cut.Word(token.Form))), Is.EqualTo(words));
        Assert.That(cut.Join([.. cut.Texts[0].Select(token => token.Form)]), Is.EqualTo(text.Trim()));
    }

    [Test]
    public void Words_that_come_to_stand_side_by_side_do_not_run_together()
    {
        var cut = new WrittenWords(MetricCatalogue.Parse("chrf"), ["我love", "see now"]);
        int Form(int text, int word) => cut.Texts[text][word].Form;
        Assert.That(cut.Join([Form(1, 0), Form(0, 1), Form(1, 1)]), Is.EqualTo("see love now"));
        Assert.That(cut.Join([Form(0, 1), -1, Form(0, 0), Form(1, 0)]), Is.EqualTo("love我 see"));
    }
}
