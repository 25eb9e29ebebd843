namespace Accelerated.Metrics.Tests.Text;

/// <summary>What every language must have.</summary>
public sealed class LanguagesTests
{
    private static IEnumerable<string> Names() => Languages.Names;

    [Test]
    public void Codes_are_unique_and_English_is_first()
    {
        Assert.That(Languages.Names, Is.Unique);
        Assert.That(Languages.Names[0], Is.EqualTo("en"));
    }

    [TestCaseSource(nameof(Names))]
    public void A_language_names_what_there_is(string name)
    {
        var language = Languages.Of(name);
        Assert.Multiple(() =>
        {
            Assert.That(NumberLocale.Of(language.Numbers), Is.Not.Null);
            Assert.That(() => Metric.Parse($"bleu:tokenizer={language.BleuTokenizer}"), Throws.Nothing);
            Assert.That(language.Articles.Words, Is.Unique);
            Assert.That(language.Articles.Words.Select(word => word.ToLowerInvariant()), Is.EqualTo(language.Articles.Words));
        });
    }

    // Articles in ASCII are left out by the fast reader, in other texts by the slow one.
    [TestCaseSource(nameof(Names))]
    public void ASCII_text_is_cut_alike_beside_other_letters(string name)
    {
        var tokenizer = new SquadTokenizer(Languages.Of(name));
        var articles = Languages.Names.SelectMany(code => Languages.Of(code).Articles.Words).Where(word => word.All(char.IsAscii));
        var text = string.Join(' ', articles) + " The I'm x-y, INDIA (in) 1,000 l'uomo\u001cend";
        Assert.That(Cut(tokenizer, text + " ж"), Is.EqualTo(Cut(tokenizer, text).Append("ж")));
    }

    [Test]
    public void A_candidate_is_read_in_its_own_language()
    {
        var metric = Metric.Parse("exact-match");
        Assert.That(metric.Score(new("die Straße") { Language = "de" }, new("STRASSE") { Language = "de" }), Is.EqualTo(1));
        Assert.That(metric.Score(new("die Straße"), new("STRASSE")), Is.Zero);
    }

    [TestCase("bleu", "我爱你", true)]
    [TestCase("bleu", "我 爱 你", false)]
    [TestCase("bleu:language=zh", "我爱你", false)]
    [TestCase("token-f1", "我爱你", false)]
    [TestCase("token-f1:tokenizer=words", "我爱你", true)]
    [TestCase("token-f1:tokenizer=words", "한국어는 Straße", false)]
    [TestCase("rouge-l:tokenizer=ascii", "กิน", true)]
    [TestCase("wer:tokenizer=words", "กิ", false, Description = "one letter with its mark")]
    [TestCase("exact-match", "我爱你", false)]
    [TestCase("chrf++", "我爱你", false)]
    [TestCase("absolute-error", "我爱你", false)]
    public void Knows_whether_a_metric_cannot_cut_a_text(string metric, string text, bool expected) =>
        Assert.That(Metric.Parse(metric).CannotCut(text), Is.EqualTo(expected));

    private static string[] Cut(ITokenizer tokenizer, string text)
    {
        using var rows = new TokenRows(1);
        tokenizer.Tokenize(text, rows);
        rows.EndRow();
        var names = rows.Names();
        return [.. rows.ToRows()[0].ToArray().Select(id => names[id])];
    }
}
