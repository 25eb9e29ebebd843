using Accelerated.Inference.Templates;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>No template hangs or exhausts memory: exceeding a limit is an error that names the limit.</summary>
public sealed class TemplateLimitTests
{
    private const string Steps = "it takes more than 5,000,000 steps. Use a template with shorter loops, or a shorter conversation.";
    private const string Characters =
        "it makes more than 67,108,864 characters. Use a template that copies less, or a shorter conversation.";
    private const string Depth =
        "it is nested deeper than 1,000 levels or than the thread's stack. Use a template without endless recursion.";

    [TestCase("{% set r = range(100000) %}{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}", Steps)]
    [TestCase("{% set l = [1] %}{% for x in l %}{{ l.append(1) or '' }}{% endfor %}", Steps)]
    [TestCase("{% set s = 'ab' * 1000000 %}{% for a in range(100000) %}{{ '' if 'ba' * 100 + 'x' in s }}{% endfor %}", Steps)]
    [TestCase(
        "{% set ns = namespace(l=[1]) %}{% for a in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l == ns.l[0] }}"
        + "{{ ns.l|tojson }}",
        Steps)]
    [TestCase("{% for a in range(100000) %}{% set l = [1] * 1000 %}{{ '' if l|sort }}{% endfor %}", Steps)]
    [TestCase("{{ 'a' * 1000000000000 }}", Steps)]
    [TestCase("{{ ('a' * 1000000) * 1000 }}", Characters)]
    [TestCase("{{ [1] * 4000000 }}", Characters)]
    [TestCase("{% set ns = namespace(s='aaaaaaaaaa') %}{% for a in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", Characters)]
    [TestCase(
        "{% set ns = namespace(s='aaaaaaaaaa') %}{% for a in range(60) %}{% set ns.s = ns.s.replace('a', 'aa') %}{% endfor %}",
        Characters)]
    [TestCase(
        "{% set ns = namespace(s='aaaaaaaaaa') %}{% for a in range(60) %}{% set ns.s = [ns.s]|string ~ ns.s|tojson %}{% endfor %}",
        Characters)]
    [TestCase("{{ 'ab'|indent(100000000) }}", Steps)]
    [TestCase("{{ range(100000)|join('a' * 1000) }}", Characters)]
    [TestCase("{{ [[[[1]]]]|tojson(indent=60000000) }}", Steps)]
    [TestCase("{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}", Depth)]
    [TestCase("{% macro m(x=1) %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", Depth)]
    [TestCase("{% set l = [] %}{{ l.append(l) }}{{ l|tojson }}", Depth)]
    [TestCase("{% set l = [] %}{{ l.append(l) }}{{ l }}", Depth)]
    [TestCase("{% set l = [] %}{% set m = [] %}{{ l.append(l) }}{{ m.append(m) }}{{ l == m }}", Depth)]
    [TestCase(
        "{% set s = 'a' * 1000000 %}{% for a in range(100) %}{{ s }}{% endfor %}",
        "the text is longer than 16,777,216 characters. Use a shorter conversation.")]
    [TestCase("{{ range(100001) }}", "range() has 100,001 numbers; the most is 100,000. Use a shorter one.")]
    [TestCase(
        "{{ range(-9223372036854775807, 9223372036854775807) }}",
        "range() has 18,446,744,073,709,551,614 numbers; the most is 100,000. Use a shorter one.")]
    public void Stops_a_template_that_exceeds_a_limit(string source, string message) =>
        Assert.That(
            () => ChatTemplate.Parse(source, null, null).Render([new ChatMessage(ChatRole.User, "a")]),
            Throws.TypeOf<TemplateException>().With.Message.EqualTo("Line 1 of the chat template: " + message));

    [TestCase("(", ")")]
    [TestCase("[", "]")]
    [TestCase("{1:", "}")]
    [TestCase("-", "")]
    [TestCase("not ", "")]
    [TestCase("1 if 1 else ", "")]
    [TestCase("f(", ")")]
    [TestCase("a[", "]")]
    public void Rejects_an_expression_nested_too_deep(string opening, string closing) =>
        Assert.That(
            () => ChatTemplate.Parse(
                "{{ "
                    + string.Concat(Enumerable.Repeat(opening, 10_000))
                    + "1"
                    + string.Concat(Enumerable.Repeat(closing, 10_000))
                    + " }}",
                null, null),
            Throws.TypeOf<TemplateException>().With.Message.EqualTo(
                "Line 1 of the chat template: brackets and blocks are nested deeper than 200 or than the thread's stack. Use a flatter "
                + "template."));

    [TestCase("{% if 1 %}")]
    [TestCase("{% for a in b %}")]
    [TestCase("{% macro m() %}")]
    public void Rejects_blocks_nested_too_deep(string opening) =>
        Assert.That(
            () => ChatTemplate.Parse(string.Concat(Enumerable.Repeat(opening, 10_000)), null, null),
            Throws.TypeOf<TemplateException>().With.Message.Contains("brackets and blocks are nested deeper than 200"));

    [Test]
    public void Stops_a_long_chain_of_operators_before_the_stack_overflows() =>
        Assert.That(
            () => ChatTemplate.Parse("{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 100_000)) + " }}", null, null)
                .Render([new ChatMessage(ChatRole.User, "a")]),
            Throws.TypeOf<TemplateException>().With.Message.Contains(Depth));

    [Test]
    public void Rejects_a_template_of_megabytes() =>
        Assert.That(
            () => ChatTemplate.Parse(new string('a', (1 << 20) + 1), null, null),
            Throws.TypeOf<TemplateException>().With.Message.EqualTo(
                "Line 1 of the chat template: the template has 1,048,577 characters; the most is 1,048,576. Use a shorter one."));

    [Test]
    public void Renders_a_long_conversation()
    {
        var template = ChatTemplate.Parse("{% for m in messages %}<|{{ m.role }}|>{{ m.content|trim }}<|end|>{% endfor %}", null, null);
        var messages = Enumerable.Range(0, 2_000).Select(i => new ChatMessage(ChatRole.User, new string('x', 1_000))).ToList();
        Assert.That(template.Render(messages).Sum(part => part.Text.Length), Is.EqualTo(2_000 * (1_000 + 15)));
    }
}
