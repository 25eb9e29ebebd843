using System.Globalization;
using CsCheck;

namespace Accelerated.Metrics.Tests.Text;

/// <summary>What holds for any text and any number that is read; a failure names the smallest one found and its seed.</summary>
public sealed class TextPropertyTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        "a", "An", "the", "B", "é", "e\u0301", "ß", "日", "हि", "😀", "𐐀", " ", "  ", "\t", "\n", "\u00a0",
        ",", ".", "-", "--", "'", "\"", "&amp;", "<skipped>", "1", "23", "²")
        .Array[0, 14].Select(string.Concat);

    // Words around a number that neither begin nor continue one.
    private static readonly Gen<string> Words = Gen.OneOf("about", "x2", "(", ":", "no. ", "a-b", "").Select(word => word + " ");

    private static readonly (ITokenizer Tokenizer, Func<string, string[]> Oracle)[] Tokenizers =
    [
        (new WhiteSpaceTokenizer(), Oracles.Words.Spaced),
        (new SquadTokenizer(), Oracles.Words.SquadTokens),
        (new RougeTokenizer(RougeAlphabet.Ascii), Oracles.Words.RougeAscii),
        (new RougeTokenizer(RougeAlphabet.Unicode), Oracles.Words.RougeUnicode),
        (new BleuTokenizer(), Oracles.Words.Bleu13a),
        (new PunctuationSplitTokenizer(), Oracles.Words.ChrFWords),
    ];

    [Test]
    public void Texts_of_one_list_are_cut_as_their_textbook_definitions_cut_each_alone([Range(0, 5)] int index)
    {
        var (tokenizer, oracle) = Tokenizers[index];
        Text.Array[1, 4].Sample(
            texts =>
            {
                using var rows = new TokenRows(texts.Length);
                foreach (var text in texts)
                {
                    tokenizer.Tokenize(text, rows);
                    rows.EndRow();
                }

                var (names, ids) = (rows.Names(), rows.ToRows());
                return Enumerable.Range(0, texts.Length).All(i => ids[i].ToArray().Select(id => names[id]).SequenceEqual(oracle(texts[i])));
            },
            iter: 300);
    }

    [Test]
    public void A_number_alone_is_read_back_to_the_last_bit() =>
        Gen.Double.Where(double.IsFinite).Sample(
            number => Read(NumberPosition.Whole, $" {number.ToString("R", CultureInfo.InvariantCulture)}\n") == number, iter: 1000);

    [Test]
    public void The_first_and_the_last_number_of_a_text_are_read() =>
        Gen.Select(Gen.Double.Where(double.IsFinite), Gen.Int, Words, Words, Words).Sample(
            (first, last, before, between, after) =>
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{before}{first:R} {between}{last:N0} {after}");
                return Read(NumberPosition.First, text) == first && Read(NumberPosition.Last, text) == last;
            },
            iter: 1000);

    private static double? Read(NumberPosition position, string text) =>
        new NumberReader(MissingNumber.Skip, position).TryRead(text, 0, out var number) ? number : null;
}
