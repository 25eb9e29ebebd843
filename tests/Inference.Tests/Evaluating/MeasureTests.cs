using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Statistics of many items; the expected values are worked out by plain scripts that share nothing with the code.</summary>
public sealed class MeasureTests
{
    private static readonly string[] Hypotheses =
    [
        "the cat sat on the mat", "there is a big dog in the garden now", "he read the book because he was interested in world history",
    ];

    private static readonly string[][] References =
    [
        ["the cat is sitting on the mat", "a cat sat on the mat"],
        ["there is a dog in the garden", "a big dog is in our garden now"],
        ["he was interested in world history because he read the book", "he read the book since world history interested him"],
    ];

    private static readonly double[] Answers = [1, 2, 2, 4, 5, 3, 3, 1];
    private static readonly double[] Right = [1, 1, 2, 5, 4, 3, 5, 2];

    [TestCase("corpus-bleu", 1, 55.68544122775906)]
    [TestCase("corpus-bleu", 2, 71.1318870204676)]
    [TestCase("corpus-chrf", 1, 79.62366448382419)]
    [TestCase("corpus-chrf", 2, 88.85694046505601)]
    [TestCase("corpus-wer", 1, .56)]
    [TestCase("corpus-wer", 2, .4090909090909091)]
    [TestCase("corpus-cer", 1, .5344827586206896)]
    [TestCase("corpus-cer", 2, .41414141414141414)]
    [TestCase("corpus-ter", 1, 24)]
    [TestCase("corpus-ter", 2, 20.833333333333332)]
    public void Texts_are_measured_together_against_one_or_two_right_answers_each(string measure, int references, double value) =>
        Assert.That(
            Value(measure, Hypotheses.Select((text, k) => (text, References[k][..references]))), Is.EqualTo(value).Within(1e-9));

    [TestCase("a b c", "a x c", 0)]
    [TestCase("a b c d e", "a x c y e", 14.058533129758727)]
    [TestCase("", "a b", 0)]
    public void BLEU_of_all_items_smooths_orders_without_a_match(string hypothesis, string reference, double value) =>
        Assert.That(Value("corpus-bleu", [(hypothesis, [reference])]), Is.EqualTo(value).Within(1e-9));

    [TestCase("pearson", .7801379607186865)]
    [TestCase("spearman", .7962962962962963)]
    [TestCase("kendall", .64)]
    [TestCase("kappa", .7593984962406015)]
    [TestCase("rmse", 1)]
    [TestCase("mae", .75)]
    [TestCase("median-error", 1)]
    [TestCase("accuracy", .875)]
    [TestCase("accuracy:delta=0", .375)]
    public void Numbers_are_measured_together(string measure, double value) =>
        Assert.That(
            Value(measure, Answers.Select((answer, k) => ($"{answer}", new[] { $"{Right[k]}" }))), Is.EqualTo(value).Within(1e-12));

    [TestCase("pearson")]
    [TestCase("spearman")]
    [TestCase("kendall")]
    [TestCase("kappa")]
    public void Numbers_that_are_all_equal_have_no_correlation(string measure) =>
        Assert.That(Value(measure, [("1", ["1"]), ("1", ["1"])]), Is.NaN);

    [Test]
    public void Kendall_agrees_with_counting_all_pairs()
    {
        var random = new Random(5); // seed 5
        for (var round = 0; round < 50; round++)
        {
            var x = Enumerable.Range(0, 30).Select(_ => (double)random.Next(6)).ToArray();
            var y = Enumerable.Range(0, 30).Select(_ => (double)random.Next(6)).ToArray();
            var (sum, left, right) = (0, 0, 0);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    sum += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                    left += x[i] != x[j] ? 1 : 0;
                    right += y[i] != y[j] ? 1 : 0;
                }
            }

            var value = Value("kendall", x.Select((number, k) => ($"{number}", new[] { $"{y[k]}" })));
            Assert.That(value, Is.EqualTo(sum / Math.Sqrt((double)left * right)).Within(1e-12));
        }
    }

    [Test]
    public void SQuAD_takes_the_best_right_answer_of_each_question()
    {
        // F1: 1 against "City of Paris", .5 against "Paris"; 0; 2/3 against "the cat".
        (string, string[])[] items = [("City of Paris", ["Paris", "the City of Paris"]), ("Lyon", ["Rome"]), ("a black cat", ["the cat"])];
        Assert.Multiple(() =>
        {
            Assert.That(Value("token-f1", items), Is.EqualTo((1 + 0 + 2 / 3.0) / 3).Within(1e-12));
            Assert.That(Value("exact-match", items), Is.EqualTo(1 / 3.0).Within(1e-12));
        });
    }

    [Test]
    public void Rejects_an_unknown_measure() =>
        Assert.That(
            () => Value("kendal", []),
            Throws.TypeOf<OptionException>().With.Message.StartsWith(
                "Unknown measure 'kendal'; did you mean 'kendall'? It is a metric, or one of corpus-bleu,"));

    [Test]
    public void Rejects_smoothing_of_BLEU_of_all_items() =>
        Assert.That(
            () => Value("corpus-bleu:smooth=floor", []),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid option 'smooth' for corpus-bleu: expected none but how texts are cut, e.g. tokenizer=char."));

    // Of six words five are shared, and of five pairs three; chrF of single characters without case is whole.
    [TestCase("corpus-bleu:order=1", "the cat sat on the mat", "the cat is on the mat", 500 / 6.0)]
    [TestCase("corpus-bleu:order=2", "the cat sat on the mat", "the cat is on the mat", 70.71067811865476)]
    [TestCase("corpus-bleu:lowercase=true", "The Cat Sat On", "the cat sat on", 100)]
    [TestCase("corpus-chrf:order=1,lowercase=true", "The Cat", "the cat", 100)]
    [TestCase("corpus-chrf:order=1,space=true", "a b", "ab", 1000 / 11.0)]
    public void Orders_case_and_white_space_hold_for_all_items(string measure, string answer, string gold, double expected) =>
        Assert.That(Value(measure, [(answer, [gold])]), Is.EqualTo(expected).Within(1e-9));

    [TestCase("corpus-wer", "tokenizer=char")]
    [TestCase("corpus-cer", "normalize=nfkc")]
    public void Rejects_a_cap_of_the_error_rate_of_all_items(string measure, string example) =>
        Assert.That(
            () => Value($"{measure}:cap=1", []),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                $"Invalid option 'cap' for {measure}: expected none but how texts are cut, e.g. {example}."));

    private static double Value(string measure, IEnumerable<(string Answer, string[] Gold)> items)
    {
        using var evaluation = new Evaluation(
            new EvaluationOptions([MetricCatalogue.Parse("levenshtein")]) { Judges = [measure], Resamples = 1 });
        foreach (var (answer, gold) in items)
        {
            evaluation.Add(new Problem("", [answer]) { Gold = [.. gold.Select(text => new Candidate(text))] });
        }

        return evaluation.Report()["majority", measure].Value;
    }
}
