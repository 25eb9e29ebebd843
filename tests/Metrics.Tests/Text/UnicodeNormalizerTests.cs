using System.Security.Cryptography;
using System.Text;

namespace Accelerated.Metrics.Tests.Text;

/// <summary>Unicode forms against digests of what another implementation, Python's unicodedata 14.0, makes of the same texts.</summary>
public sealed class UnicodeNormalizerTests
{
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x41, 0x7a), (0xc0, 0x17f), (0x300, 0x345), (0x3b1, 0x3c9), (0x591, 0x5bd), (0x628, 0x655), (0x915, 0x94d), (0x9be, 0x9d7),
        (0xb47, 0xb57), (0xe38, 0xe4b), (0x1100, 0x1112), (0x1161, 0x1175), (0x11a7, 0x11c2), (0xac00, 0xac1c), (0x1e00, 0x1eff),
        (0x1f00, 0x1fff), (0x2126, 0x212b), (0xf900, 0xfad9), (0xfb1d, 0xfb4f), (0xff01, 0xffee), (0x1d15e, 0x1d165), (0x11099, 0x110ba),
        (0x2f800, 0x2fa1d),
    ];

    [TestCase("Composed", "9cc65524a9d8082bf10840c616cd199bd2ac12ee49a3381bd6fb7957711f342b")]
    [TestCase("CompatibilityComposed", "06e7277bca1b5f061a23d4e0caee648a132aee7e3fe7ae21a6f460298c980a11")]
    public void Every_code_point_alone(string form, string digest) => Assert.That(
        Digest(Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(c => new Rune(c).ToString()), Enum.Parse<UnicodeForm>(form)),
        Is.EqualTo(digest));

    [TestCase("Composed", "4ac77147393fb29a87a2d74a1d46310ee39b378db0fa703cd5cb0a7de74d7ed2")]
    [TestCase("CompatibilityComposed", "edeb32d4ddf1249b52e8a1f6dd1368cc5a41662c0c5196476528b789db3f2b12")]
    public void Random_letters_and_marks_together(string form, string digest) =>
        Assert.That(Digest(Random(20_000), Enum.Parse<UnicodeForm>(form)), Is.EqualTo(digest));

    [Test]
    public void A_text_that_is_in_its_form_is_not_copied()
    {
        foreach (var text in new[] { "plain", "Straße, café", "हिन्दी भाषा", "Привет", "我爱你。", "\ud800" })
        {
            Assert.That(UnicodeNormalizer.Apply(text, UnicodeForm.Composed), Is.SameAs(text));
        }

        Assert.That(UnicodeNormalizer.Apply("ﬁ", UnicodeForm.Composed), Is.EqualTo("ﬁ"));
        Assert.That(UnicodeNormalizer.Apply("ﬁＡ²", UnicodeForm.CompatibilityComposed), Is.EqualTo("fiA2"));
        Assert.That(UnicodeNormalizer.Apply("e\u0301", UnicodeForm.AsGiven), Is.EqualTo("e\u0301"));
    }

    [Test]
    public void A_long_run_of_marks_out_of_order_is_sorted_by_class()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 200_000));
        var expected = "\u1ea1" + new string('\u0323', 199_999) + new string('\u0301', 200_000);
        Assert.That(UnicodeNormalizer.Apply("a" + marks, UnicodeForm.Composed), Is.EqualTo(expected));
    }

    private static string Digest(IEnumerable<string> texts, UnicodeForm form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(UnicodeNormalizer.Apply(text, form) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Random(int count)
    {
        var state = 1L;
        for (var n = 0; n < count; n++)
        {
            var text = new StringBuilder();
            for (var k = 0; k < 8; k++)
            {
                var (first, last) = Ranges[(Next() >> 16) % Ranges.Length];
                text.Append(new Rune(first + (int)((Next() >> 8) % (last - first + 1))));
            }

            yield return text.ToString();
        }

        long Next() => state = (state * 1103515245 + 12345) % (1L << 31);
    }
}
