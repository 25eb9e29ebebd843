using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class AnswerExtractorTests
{
    [TestCase("The answer is 42.", "42")]
    [TestCase("first 3 then 4", "4")]
    [TestCase("total: 1,234,567.5 dollars", "1234567.5")]
    [TestCase("between -5 and +7", "7")]
    [TestCase("it fell by \u221212 %", "-12")]
    [TestCase("6.02e23 per mole", "602000000000000000000000")]
    [TestCase("about .5", "0.5")]
    [TestCase("5-3", "3")]
    [TestCase("1, 2,3", "3")]
    [TestCase("version v2 of x3 has 5kg", "5")]
    [TestCase("3.0", "3")]
    [TestCase("12,345", "12345")]
    [TestCase("1,2345", "1.2345")]
    [TestCase("Stars: 4\n", "4")]
    public void Finds_the_last_number(string text, string expected)
    {
        Assert.That(AnswerExtractor.Parse("last-number").TryExtract(text, out var answer), Is.True);
        Assert.That(answer, Is.EqualTo(expected));
    }

    [TestCase("between -5 and +7", "-5")]
    [TestCase("1,000 of 2", "1000")]
    public void Finds_the_first_number(string text, string expected)
    {
        Assert.That(AnswerExtractor.Parse("first-number").TryExtract(text, out var answer), Is.True);
        Assert.That(answer, Is.EqualTo(expected));
    }

    [TestCase("last-number", "no number here")]
    [TestCase("last-number", "")]
    [TestCase("last-number", "v2")]
    [TestCase("last-number", "1e999")]
    [TestCase("boxed", @"\boxed{open")]
    [TestCase("whole", "  ")]
    [TestCase("json:$.a", """{"b": 1}""")]
    [TestCase("json:$.a", """{"a": null}""")]
    [TestCase("json:$.a", """{"a": "\ud83d"}""")]
    [TestCase("json:$.a[2]", """{"a": [1, 2]}""")]
    [TestCase("regex:x=(\\d+)", "y=3")]
    public void Finds_no_answer_in_a_text_without_one(string specification, string text) =>
        Assert.That(AnswerExtractor.Parse(specification).TryExtract(text, out _), Is.False);

    [TestCase("boxed", @"so \boxed{1} or rather \boxed{\frac{1}{2}}.", @"\frac{1}{2}")]
    [TestCase("boxed", @"\boxed{7} then \boxed{never closed", "7")]
    [TestCase("whole", "  yes \n", "yes")]
    [TestCase("regex:answer is (\\w+)", "answer is a. No: answer is b.", "b")]
    [TestCase("regex:[A-D]", "A or C", "C")]
    [TestCase("json:$.answer.value", "Sure: {\"answer\": {\"value\": 3.5}} done", "3.5")]
    [TestCase("json:$.items[1]", """{"items": ["p", "q"]}""", "q")]
    [TestCase("json:$[0]", "{broken [\"z\"]", "z")]
    public void Finds_an_answer_by_other_specifications(string specification, string text, string expected)
    {
        Assert.That(AnswerExtractor.Parse(specification).TryExtract(text, out var answer), Is.True);
        Assert.That(answer, Is.EqualTo(expected));
    }

    [TestCase(
        "lastnumber",
        "Invalid value 'lastnumber' for an answer extractor: expected one of whole, letters, first-number, last-number, boxed, gsm8k, "
        + "choice, choice:A-J, after:MARKER, regex:PATTERN, regex-first:PATTERN, json:PATH, json-last:PATH.")]
    [TestCase(
        "json:answer",
        "Invalid value 'answer' for a JSON path: expected '$' followed by .name and [index], e.g. $.answer.value or $.items[0].")]
    public void Rejects_a_malformed_specification(string specification, string message) =>
        Assert.That(() => AnswerExtractor.Parse(specification), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));

    [TestCase("regex:(")]
    [TestCase("regex:(a)\\1")]
    public void Rejects_a_pattern_that_cannot_run_in_linear_time(string specification) =>
        Assert.That(() => AnswerExtractor.Parse(specification), Throws.TypeOf<OptionException>().With.Message.Contains("linear time"));
}
