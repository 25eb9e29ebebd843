using Accelerated.Oracles;

namespace Accelerated.Metrics.Tests.Text;

public sealed class PorterStemmerTests
{
    // The examples of Porter (1980), all steps done, and those of NLTK's documentation.
    [TestCase("caresses caress ponies caress cats", "caress caress poni caress cat")]
    [TestCase("feed agreed plastered bled motoring sing", "feed agre plaster bled motor sing")]
    [TestCase("conflated troubled sized hopping tanned falling", "conflat troubl size hop tan fall")]
    [TestCase("hissing fizzed failing filing happy", "hiss fizz fail file happi")]
    [TestCase("relational conditional rational valency hesitancy", "relat condit ration valenc hesit")]
    [TestCase("digitizer conformably radically differently vilely", "digit conform radic differ vile")]
    [TestCase("analogously vietnamization predication operator feudalism", "analog vietnam predic oper feudal")]
    [TestCase("decisiveness hopefulness callousness formality", "decis hope callous formal")]
    [TestCase("sensitivity sensibility triplicate formative formalize", "sensit sensibl triplic form formal")]
    [TestCase("electricity electrical hopeful goodness", "electr electr hope good")]
    [TestCase("revival allowance inference airliner gyroscopic", "reviv allow infer airlin gyroscop")]
    [TestCase("adjustable defensible irritant replacement adjustment", "adjust defens irrit replac adjust")]
    [TestCase("dependent adoption communism activate homologous", "depend adopt commun activ homolog")]
    [TestCase("effective bowdlerize probate rate cease controlling rolling", "effect bowdler probat rate ceas control roll")]
    [TestCase("generalizations oscillators", "gener oscil")]
    [TestCase("mules denied died owned humbled meeting stating siezing", "mule deni die own humbl meet state siez")]
    [TestCase("itemization sensational traditional reference colonizer plotted", "item sensat tradit refer colon plot")]
    public void Stems_the_examples(string words, string stems) =>
        Assert.That(words.Split(' ').Select(PorterStemmer.Stem), Is.EqualTo(stems.Split(' ')));

    // Where NLTK departs from the paper.
    [TestCase("skies", "sky")]
    [TestCase("flies", "fli")]
    [TestCase("dies", "die")]
    [TestCase("spied", "spi")]
    [TestCase("enjoy", "enjoy")]
    [TestCase("enjoyment", "enjoy")]
    [TestCase("news", "news")]
    [TestCase("proceed", "proceed")]
    [TestCase("theology", "theolog")]
    [TestCase("geology", "geolog")]
    [TestCase("possibly", "possibl")]
    [TestCase("hopefully", "hope")]
    [TestCase("rationally", "ration")]
    [TestCase("2000s", "2000")]
    [TestCase("as", "as")]
    [TestCase("yyyyed", "yyyi")]
    public void Stems_as_NLTK(string word, string stem) => Assert.That(PorterStemmer.Stem(word), Is.EqualTo(stem));

    [Test]
    public void Every_word_has_the_stem_of_the_rules_as_published()
    {
        const int Seed = 22;
        var random = new Random(Seed);
        string[] parts =
        [
            "a", "e", "i", "o", "u", "y", "b", "l", "ll", "s", "t", "tt", "w", "x", "st", "at", "bl", "iz", "ies", "ed", "eed", "ing",
            "sses", "ational", "tional", "izer", "bli", "alli", "fulli", "logi", "entli", "ation", "alism", "iveness",
            "biliti", "icate", "ative",
            "alize", "ical", "ful", "ness", "al", "ance", "er", "able", "ement", "ment", "ent", "sion", "tion", "ion", "ism", "ous", "ive",
            "ize", "gener", "hop", "relat", "2", "ied",
        ];
        for (var i = 0; i < 30_000; i++)
        {
            var word = string.Concat(random.GetItems(parts, random.Next(1, 6)));
            if (word.Length > 2)
            {
                Assert.That(PorterStemmer.Stem(word), Is.EqualTo(Stems.Of(word)), $"seed {Seed}: {word}");
            }
        }
    }
}
