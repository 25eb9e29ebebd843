using System.Globalization;
using System.Numerics;
using CsCheck;

namespace Accelerated.Metrics.Tests;

public sealed class NumberReadingTests
{
    [TestCase("1\u00a0000 \u20ac", 1000)]
    [TestCase("1\u202f234 \u20ac", 1234)]
    [TestCase("CHF 1'000", 1000)]
    [TestCase("CHF 1\u2019000.50", 1000.5)]
    [TestCase("-$5", -5)]
    [TestCase("$-5", -5)]
    [TestCase("\u2212\u20ac 5", -5)]
    [TestCase("minus 7", -7)]
    [TestCase("10 minus 7", 7)]
    [TestCase("$9{,}500", 9500)]
    [TestCase(@"9\,500", 9500)]
    [TestCase(@"9{,}\!500", 9500)]
    [TestCase("\u20b91,23,456", 123456)]
    [TestCase("\uff11\uff12\uff0e\uff15", 12.5)]
    [TestCase("\u0661\u0662\u066b\u0665", 12.5)]
    [TestCase("\u0967\u0968", 12)]
    [TestCase("1/2", 0.5)]
    [TestCase("\u00bd", 0.5)]
    [TestCase("2\u00bd", 2.5)]
    [TestCase("2 1/2", 2.5)]
    [TestCase("-2 1/2", -2.5)]
    [TestCase(@"\frac{-1}{2}", -0.5)]
    [TestCase(@"-\frac{1}{2}", -0.5)]
    [TestCase(@"2\frac{1}{2}", 2.5)]
    [TestCase(@"\dfrac34", 0.75)]
    [TestCase("1.234.567,5", 1234567.5)]
    [TestCase("1,234,567.5", 1234567.5)]
    [TestCase("12 345,67", 12345.67)]
    [TestCase("3,5", 3.5)]
    [TestCase("1.234", 1.234)]
    [TestCase("1,234", 1234)]
    [TestCase("0,234", 0.234)]
    [TestCase("12,5 %", 12.5)]
    [TestCase(@"12.5\%", 12.5)]
    [TestCase("1.5e3", 1500)]
    [TestCase("1.5 x 10^-3", 0.0015)]
    [TestCase(@"1.5 \cdot 10^{3}", 1500)]
    [TestCase("3\u00d710\u00b2", 300)]
    [TestCase("10\u207b\u00b2", 0.01)]
    [TestCase("2**3", 8)]
    [TestCase("5 million people", 5_000_000)]
    [TestCase("3 lakh", 300_000)]
    [TestCase("2 Mio. \u20ac", 2_000_000)]
    [TestCase("$1.2bn", 1_200_000_000)]
    [TestCase("5k\u20ac", 5000)]
    [TestCase("5\u4e07", 50_000)]
    [TestCase("5m", 5)]
    [TestCase("3 hundred thousand", 300_000)]
    [TestCase("2 lakh crore", 2e12)]
    [TestCase("5\u5343\u4e07", 50_000_000)]
    [TestCase("0.5 100", 100)]
    [TestCase("1,000 200", 200)]
    [TestCase("$5m$", 5)]
    [TestCase("7 (rounded from 6.96)", 7)]
    [TestCase("7, see page 12", 7)]
    [TestCase("see page 12", 12)]
    [TestCase("= (7)", 7)]
    [TestCase("[1,2,3]", 3)]
    [TestCase("(1, 2,3)", 3)]
    [TestCase("twenty-one", 21)]
    [TestCase("It is one hundred and five.", 105)]
    [TestCase("two thousand three", 2003)]
    [TestCase("The answer is one", 1)]
    public void Reads_the_last_number(string text, double expected)
    {
        Assert.That(new NumberReader(position: NumberPosition.Last).TryRead(text, 0, out var value), Is.True);
        Assert.That(value, Is.EqualTo(expected));
    }

    [TestCase("12:30")]
    [TestCase("2024-01-31")]
    [TestCase("1/2/2024")]
    [TestCase("1,234,56")]
    [TestCase("1.234,567.8")]
    [TestCase("1.2.3")]
    [TestCase("1\u51042000\u4e07")]
    [TestCase("2^n")]
    [TestCase("1/0")]
    [TestCase("v2")]
    [TestCase("GPT-4")]
    [TestCase("x_3")]
    [TestCase("no one")]
    [TestCase("1e999")]
    [TestCase("2^99999")]
    [TestCase(@"\frac{a}{2}")]
    [TestCase("")]
    public void Never_guesses(string text) =>
        Assert.That(new NumberReader(position: NumberPosition.Last).TryRead(text, 0, out _), Is.False);

    [TestCase("5", 5)]
    [TestCase(" -5.25 ", -5.25)]
    [TestCase("5.", 5)]
    [TestCase("$5", 5)]
    [TestCase("50 %", 50)]
    [TestCase("1,080", 1080)]
    [TestCase("$1/2$", 0.5)]
    [TestCase("twelve", 12)]
    public void Reads_a_whole_text(string text, double expected)
    {
        Assert.That(new NumberReader().TryRead(text, 0, out var value), Is.True);
        Assert.That(value, Is.EqualTo(expected));
    }

    [TestCase("5 kg")]
    [TestCase("5 or 6")]
    [TestCase("about 5")]
    [TestCase("the number twelve")]
    [TestCase("about minus five")]
    public void Leaves_a_text_that_says_more(string text) => Assert.That(new NumberReader().TryRead(text, 0, out _), Is.False);

    [TestCase("de", "1.234", 1234)]
    [TestCase("de", "1,234", 1.234)]
    [TestCase("de", "3.5", 3.5)]
    [TestCase("fr", "1,234", 1.234)]
    [TestCase("ch", "1,234", 1.234)]
    [TestCase("ch", "1.234", 1.234)]
    [TestCase("in", "1,234", 1234)]
    [TestCase("en", "1.234", 1.234)]
    [TestCase("de", "2 Billionen", 2e12)]
    [TestCase("en", "2 billion", 2e9)]
    public void A_locale_says_what_one_comma_or_point_is(string locale, string text, double expected)
    {
        var reader = new NumberReader(position: NumberPosition.Last, locale: NumberLocale.Of(locale));
        Assert.That(reader.TryRead(text, 0, out var value, notes: true), Is.True);
        Assert.That(value, Is.EqualTo(expected));
        Assert.That(reader.Notes.Ambiguous, Is.Zero);
    }

    [TestCase("1.234", "1,5", 1234)]
    [TestCase("1.234", "1.5", 1.234)]
    [TestCase("1,234", "1.234,5", 1.234)]
    [TestCase("1,234", "no other", 1234)]
    [TestCase("1,234", "1,5 and 1.5", 1234)]
    public void Auto_takes_the_locale_of_the_problems_other_numbers(string text, string other, double expected)
    {
        var reader = new NumberReader(position: NumberPosition.Last, locale: NumberLocale.Auto).For(text, other);
        Assert.That(reader.TryRead(text, 0, out var value), Is.True);
        Assert.That(value, Is.EqualTo(expected));
    }

    [Test]
    public void Counts_what_could_be_read_in_two_ways_and_what_was_rounded()
    {
        var metric = (NumberMetric)Metric.Parse("absolute-error:number=last");
        ProblemEncoder.Encode(metric, ["1.234", "it is 3,5", "5", "9007199254740993", "9007199254740993"]);
        Assert.Multiple(() =>
        {
            Assert.That(metric.Reader.Notes.Ambiguous, Is.EqualTo(2));
            Assert.That(metric.Reader.Notes.FirstAmbiguous, Is.EqualTo("'1.234' as 1.234"));
            Assert.That(metric.Reader.Notes.Inexact, Is.EqualTo(1));
            Assert.That(metric.Reader.Notes.FirstInexact, Is.EqualTo("9007199254740993 as 9007199254740992"));
        });
    }

    [Test]
    public void Decimals_round_as_the_platform_reads_them() =>
        Gen.Select(Gen.Long, Gen.Int[-330, 300]).Sample((digits, power) =>
        {
            var expected = double.Parse($"{digits}e{power}", CultureInfo.InvariantCulture);
            var actual = ExactNumber.Of(digits).TimesTenTo(power).ToDouble();
            return double.IsInfinity(expected) || Math.Abs(expected) < 1e-300 || actual.Equals(expected);
        });

    [Test]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Int, Gen.Int[1, 1000]).Sample((numerator, denominator) =>
        {
            Assert.That(ExactNumber.TryDivide(ExactNumber.Of(numerator), ExactNumber.Of(denominator), out var value), Is.True);
            var read = new NumberReader().TryWhole($"{numerator}/{denominator}", allowsUnit: false, out var token);
            return read && token.Value == value && value.ToDouble().Equals((double)numerator / denominator);
        });

    [TestCase("1,")]
    [TestCase("1 234 ")]
    [TestCase("1.")]
    [TestCase("(1 a")]
    [TestCase(@"\frac")]
    [TestCase("9")]
    [TestCase("$")]
    [TestCase("one ")]
    [TestCase("1/")]
    [TestCase("1:")]
    [TestCase("\u00b2")]
    [TestCase("2^")]
    [CancelAfter(10_000)]
    public void A_hostile_text_takes_linear_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = new NumberReader(position: NumberPosition.Last).TryRead(text, 0, out _);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }
}
