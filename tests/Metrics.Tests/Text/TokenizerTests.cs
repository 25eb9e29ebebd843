using System.Globalization;
using Accelerated.Oracles;

namespace Accelerated.Metrics.Tests.Text;

public sealed class TokenizerTests
{
    private static readonly Dictionary<string, (ITokenizer Tokenizer, Func<string, string[]> Oracle)> All = new()
    {
        ["white space"] = (new WhiteSpaceTokenizer(WordCutting.Never), Words.Split),
        ["white space and characters"] = (new WhiteSpaceTokenizer(), Words.Spaced),
        ["clusters"] = (new WhiteSpaceTokenizer(WordCutting.Characters), Words.Clusters),
        ["characters"] = (new CharacterTokenizer(), text => Numbers(Words.Characters(text))),
        ["visible characters"] = (new CharacterTokenizer(dropWhiteSpace: true), text => Numbers(Words.VisibleCharacters(text))),
        ["squad"] = (new SquadTokenizer(), Words.SquadTokens),
        ["rouge ascii"] = (new RougeTokenizer(RougeAlphabet.Ascii), Words.RougeAscii),
        ["rouge unicode"] = (new RougeTokenizer(RougeAlphabet.Unicode), Words.RougeUnicode),
        ["rouge"] = (new RougeTokenizer(), Words.RougeWords),
        ["intl"] = (new InternationalTokenizer(), Words.International),
        ["zh"] = (new ChineseTokenizer(), Words.Chinese),
        ["13a"] = (new BleuTokenizer(), Words.Bleu13a),
        ["chrf words"] = (new PunctuationSplitTokenizer(), Words.ChrFWords),
        ["whole, normalised"] = (new WholeTextTokenizer(new SquadTokenizer()), text => [Words.Squad(text)]),
        ["whole"] = (new WholeTextTokenizer(null), text => [text]),
    };

    private static IEnumerable<string> Names() => All.Keys;

    [TestCase("state-of-the-art", "stateoftheart")]
    [TestCase("U.S.A.", "usa")]
    [TestCase("1,000", "1000")]
    [TestCase("“Paris”", "“paris”")]
    [TestCase("A", "")]
    [TestCase("th.e", "", Description = "punctuation goes before articles are looked for")]
    [TestCase("a—the—b", "— —b", Description = "a whole word is one between characters that are no letters")]
    [TestCase("the_cat", "thecat")]
    [TestCase("ÉCOLE 𐐀", "école 𐐨", Description = "lower case beyond U+FFFF too")]
    [TestCase(" \t the \u00a0 x\u3000y ", "x y")]
    [TestCase("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "")]
    public void The_squad_normaliser(string text, string expected) =>
        Assert.That(Cut(new WholeTextTokenizer(new SquadTokenizer()), text), Is.EqualTo(new[] { expected }));

    [TestCase("Hello, world!", "Hello , world !")]
    [TestCase("1,000.5 x.y a. 5. .5", "1,000.5 x . y a . 5 . . 5")]
    [TestCase("2-3 well-known -5", "2 - 3 well-known -5")]
    [TestCase("exam-\nple\nline", "example line")]
    [TestCase("a &amp; b &lt;i&gt; &quot;q&quot;", "a & b < i > \" q \"")]
    [TestCase("don't <skipped>stop...", "don't stop . . .")]
    public void Tokeniser_13a(string text, string expected) =>
        Assert.That(string.Join(' ', Cut(new BleuTokenizer(), text)), Is.EqualTo(expected));

    [TestCase("Hello, (world) a-b . ??", "Hello , (world ) a-b . ? ?")]
    [TestCase("(x 😀! é", "( x 😀 ! é")]
    public void The_words_of_chrf_plus_plus(string text, string expected) =>
        Assert.That(string.Join(' ', Cut(new PunctuationSplitTokenizer(), text)), Is.EqualTo(expected));

    [TestCase("日本語 ok", "日 本 語 ok")]
    [TestCase("Café au lait", "café au lait")]
    [TestCase("e\u0301t\u00e9", "e\u0301t\u00e9")]
    [TestCase("Đà Nẵng", "đà nẵng")]
    [TestCase("二〇二四年", "二 〇 二 四 年", Description = "the ideographic zero is a number to Unicode")]
    [TestCase("ไปโรงเรียน", "ไ ป โ ร ง เ รี ย น")]
    [TestCase("クラウド3台", "ク ラ ウ ド 3 台")]
    [TestCase("ΟΔΟΣ οδός", "οδοσ οδόσ", Description = "a final sigma is a sigma")]
    [TestCase("हिन्दी है", "हिन्दी है")]
    [TestCase("x² 3ⅷ", "x 3")]
    public void Rouge_words_by_default(string text, string expected) =>
        Assert.That(string.Join(' ', Cut(new RougeTokenizer(), text)), Is.EqualTo(expected));

    [TestCaseSource(nameof(Names))]
    public void A_tokeniser_cuts_as_its_textbook_definition(string name)
    {
        const int Seed = 21;
        var random = new Random(Seed);
        var (tokenizer, oracle) = All[name];
        for (var k = 0; k < 1500; k++)
        {
            var text = RandomTexts.Draw(random, 12);
            Assert.That(Cut(tokenizer, text), Is.EqualTo(oracle(text)), $"seed {Seed}: '{text}'");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_tokeniser_cuts_ASCII_of_every_length_as_its_textbook_definition(string name)
    {
        const int Seed = 22;
        var random = new Random(Seed);
        var (tokenizer, oracle) = All[name];
        for (var length = 0; length <= 260; length++)
        {
            var spaces = random.Next(1, 40); // of forty characters: words from a few characters to far more than a register
            var text = string.Create(length, random, (characters, source) =>
            {
                foreach (ref var c in characters)
                {
                    c = source.Next(40) < spaces / 4
                        ? " \t\n\r"[source.Next(4)]
                        : source.Next(8) == 0 ? (char)source.Next(' ', 127) : "aAntheTHE12bcde"[source.Next(15)];
                }
            });
            Assert.That(Cut(tokenizer, text), Is.EqualTo(oracle(text)), $"seed {Seed}: '{text}'");
        }
    }

    // Digits, points, hyphens and other punctuation in every order, in words of about the sixteen characters of a register.
    [TestCaseSource(nameof(Names))]
    public void A_tokeniser_cuts_punctuation_between_digits_as_its_textbook_definition(string name)
    {
        const int Seed = 23;
        var random = new Random(Seed);
        var (tokenizer, oracle) = All[name];
        foreach (var characters in new[] { "1.a", "1,.-a", "12ab.,-'!/:@[`{~$%(*+", "a1. -,\u0001\u007f", "1.,-&<\n", "aé1.-" })
        {
            for (var k = 0; k < 600; k++)
            {
                var text = string.Join(
                    ' ',
                    Enumerable.Range(0, 4).Select(
                        _ => string.Concat(
                            Enumerable.Range(0, random.Next(1, 20)).Select(_ => characters[random.Next(characters.Length)]))));
                Assert.That(Cut(tokenizer, text), Is.EqualTo(oracle(text)), $"seed {Seed}: '{text}'");
            }
        }
    }

    [Test]
    public void Every_short_word_of_digits_points_and_hyphens()
    {
        const string Characters = "1a.,-'$";
        const int Longest = 5;
        var words = new List<string> { "" };
        for (int length = 1, first = 0; length <= Longest; length++)
        {
            var end = words.Count;
            for (; first < end; first++)
            {
                words.AddRange(Characters.Select(c => words[first] + c));
            }
        }

        var tokenizer = new BleuTokenizer();
        foreach (var word in words)
        {
            Assert.That(Cut(tokenizer, word), Is.EqualTo(Words.Bleu13a(word)), word);
        }
    }

    // More pieces than are named at once, one of them cut some other way.
    [Test]
    public void A_text_of_many_pieces()
    {
        var text = string.Join(
            ' ',
            Enumerable.Range(0, 700).Select(
                k => k % 97 == 0 ? $"a..{k}" : k % 50 == 0 ? "so..." : k % 31 == 0 ? $"a-word-of-more-than-sixteen,{k}" : $"(w{k}),"));
        string[] parts =
        [
            text,
            string.Join(' ', Enumerable.Range(0, 700).Select(k => $"(w{k}),")),
            string.Concat(Enumerable.Repeat("(-:[;]=!){} ", 300)),
        ];
        foreach (var part in parts)
        {
            Assert.That(Cut(new BleuTokenizer(), part), Is.EqualTo(Words.Bleu13a(part)));
            Assert.That(Cut(new PunctuationSplitTokenizer(), part), Is.EqualTo(Words.ChrFWords(part)));
            Assert.That(Cut(new WholeTextTokenizer(new SquadTokenizer()), part), Is.EqualTo(new[] { Words.Squad(part) }));
        }
    }

    [Test]
    public void A_word_is_one_token_however_its_text_is_read()
    {
        using var rows = new TokenRows(2);
        foreach (var text in new[] { "Cat, in-a-word-of-more-than-sixteen the x", "cat inawordofmorethansixteen x é" })
        {
            new SquadTokenizer().Tokenize(text, rows);
            rows.EndRow();
        }

        var ids = rows.ToRows();
        Assert.That(ids[0].ToArray(), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(ids[1].ToArray(), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(rows.Names(), Is.EqualTo(new[] { "cat", "inawordofmorethansixteen", "x", "é" }));
    }

    [TestCaseSource(nameof(Names))]
    public void A_tokeniser_takes_lone_surrogates_and_control_characters(string name) =>
        Assert.That(() => Cut(All[name].Tokenizer, "a\ud800b \udc00\ud83d\0\u0001 \ufffe\ud83d"), Throws.Nothing);

    private static string[] Cut(ITokenizer tokenizer, string text)
    {
        using var rows = new TokenRows(1);
        tokenizer.Tokenize(text, rows);
        rows.EndRow();
        var names = rows.Names();
        return [.. rows.ToRows()[0].ToArray().Select(id => names[id])];
    }

    // Characters are named by their code points.
    private static string[] Numbers(string[] characters) =>
        [.. characters.Select(c => c.EnumerateRunes().Single().Value.ToString(CultureInfo.InvariantCulture))];
}
