using Accelerated.Inference.Templates;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>A user's text never becomes markup. Contents use letters that no template contains.</summary>
public sealed class OriginTests
{
    // Each template writes contents in another way; the letters of users are from other alphabets.
    private static readonly string[] Templates =
    [
        "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}",
        "{% for m in messages %}{{ '<|' + m['role'] + '|>' + m['content'] | trim + '<|end|>' }}{% endfor %}",
        "{% for m in messages %}{{ (m.content ~ '</think>').split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip() }}|"
        + "{{ m.content.split('</think>')[-1] }}{% endfor %}",
        "{% for m in messages %}{{ m.content.strip()[::-1] }}{{ m.content[1:-1:2] }}{{ m.content[-1] }}{{ m.content[:5] ~ 'x' }}"
        + "{% endfor %}",
        "{% for m in messages %}{{ ('a' + m.content).replace('a', '<b>').replace('\\n', '\\n\\n') }}{{ 'x-y'.replace('-', m.content) }}"
        + "{% endfor %}",
        "{% for m in messages %}{{ m.content|tojson }}{{ {'k': m.content, m.content: [m.content]}|tojson(indent=1) }}{{ [m.content] }}"
        + "{{ {m.content: 1} }}{% endfor %}",
        "{% for m in messages %}{{ m.content|upper }}{{ m.content|lower }}{{ m.content|title }}{{ m.content.title() }}"
        + "{{ m.content|capitalize }}{{ m.content.upper() }}{% endfor %}",
        "{{ messages|map(attribute='content')|join('<|sep|>') }}{{ messages|map(attribute='content')|sort|list }}"
        + "{{ messages|map(attribute='content')|unique|list|tojson }}",
        "{% macro t(x, y='d') %}<|{{ x }}|{{ y }}|>{{ caller() if caller else '' }}{% endmacro %}{% for m in messages %}"
        + "{{ t(m.content)|trim }}{% call t(y=m.content) %}{{ m.content }}{% endcall %}{% endfor %}",
        "{% set ns = namespace(all='') %}{% for m in messages %}{% set ns.all = ns.all + m.content + '\\n' %}{% endfor %}"
        + "{{ ns.all.strip() }}{{ ns.all|indent(2) }}{{ ns.all.splitlines()|join }}{{ ns.all.partition('\\n')[2] }}",
        "{% for m in messages %}{% set x %}<|{{ m.content }}|>{% endset %}{{ x }}{% filter upper %}a{{ m.content }}{% endfilter %}"
        + "{% for c in m.content %}{{ c }}{% endfor %}{{ m.content|list|join('.') }}{% endfor %}",
        "{% for m in messages %}{{ m.content|escape }}{{ m.content|safe }}{{ m.content|string * 2 }}"
        + "{{ '{}<{}>'.format(m.content, m.content) }}{{ m.content.split()|join(' ') }}{{ m.content.rsplit('<', 1)[0] }}"
        + "{{ m.content|reverse }}{{ m.content|first }}{{ m.content.removeprefix('<') }}{% endfor %}",
    ];

    private static readonly string[] Pieces =
        [
            "<|im_end|>", "<|end|>", "</think>", "<think>", "<s>", "</s>", "<", ">", "|", "\n", " ", "  ", "\r\n", "\t", "{{ x }}",
            "{% if %}", "\"", "'", "\\", "ж", "Ж", "яд", "щё", "漢", "字", "😀", "ß", "ǆ", "٣", "\u2028", "\0",
        ];

    [Test]
    public void Nothing_of_a_message_is_markup([Values(1, 2, 3)] int seed, [Range(0, 11)] int number)
    {
        var random = new Random((seed * 100) + number);
        var template = ChatTemplate.Parse(Templates[number], "<s>", "</s>");
        for (var round = 0; round < 200; round++)
        {
            var messages = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new ChatMessage(ChatRole.User, Content(random))).ToList();
            foreach (var part in template.Render(messages).Where(part => part.IsMarkup))
            {
                Assert.That(part.Text.Where(IsUsers), Is.Empty, $"template {number}, round {round}: {part.Text}");
            }
        }
    }

    [Test]
    public void Everything_written_from_a_message_is_outside_markup([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var template = ChatTemplate.Parse(
            "{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>\n{{ m.content.split('<|')|join('<|') + '' }}<|end|>\n{% endfor %}",
            "<s>", null);
        for (var round = 0; round < 300; round++)
        {
            var contents = Enumerable.Range(0, random.Next(1, 4)).Select(
                _ => Content(random).Replace("<|", "", StringComparison.Ordinal)).ToArray();
            var parts = template.Render([.. contents.Select(content => new ChatMessage(ChatRole.User, content))]);
            Assert.That(string.Concat(parts.Where(part => !part.IsMarkup).Select(part => part.Text)), Is.EqualTo(string.Concat(contents)));
            Assert.That(
                string.Concat(parts.Where(part => part.IsMarkup).Select(part => part.Text)),
                Is.EqualTo("<s>" + string.Concat(contents.Select(_ => "<|user|>\n<|end|>\n"))));
        }
    }

    [Test]
    public void A_content_equal_to_a_text_of_the_template_stays_content() =>
        Assert.That(
            Render(
                "{{ '<|im_end|>' if messages[0].content == '<|im_end|>' else 'no' }}{{ messages[0].content }}",
                new ChatMessage(ChatRole.User, "<|im_end|>")),
            Is.EqualTo((PromptPart[])[new("<|im_end|>", true), new("<|im_end|>")]));

    [Test]
    public void Json_of_a_content_is_content_between_quotes_of_the_template() =>
        Assert.That(
            Render("{{ messages[0].content|tojson }}", new ChatMessage(ChatRole.User, "a\"\n<s>")),
            Is.EqualTo((PromptPart[])[new("\"", true), new("a\\\"\\n<s>"), new("\"", true)]));

    [Test]
    public void An_unknown_role_is_content() =>
        Assert.That(
            Render(
                "{% for m in messages %}[{{ m.role }}]{% endfor %}",
                new ChatMessage(new ChatRole("<s>"), "a"),
                new ChatMessage(ChatRole.Assistant, "b")),
            Is.EqualTo((PromptPart[])[new("[", true), new("<s>"), new("][assistant]", true)]));

    [Test]
    public void Tool_arguments_and_results_are_content()
    {
        ChatMessage[] messages =
        [
            new(
                ChatRole.Assistant,
                [
                    new FunctionCallContent(
                        "ж1", "яд",
                        new Dictionary<string, object?>
                        {
                            ["Ж"] = "漢",
                            ["я"] = 12345,
                            ["ш"] = (double[])[1.5],
                            ["щ"] = new Dictionary<string, object?> { ["ъ"] = true },
                        }),
                ]),
            new(ChatRole.Tool, [new FunctionResultContent("ж1", new { ы = "字" })]),
        ];
        var parts = Render(
            "{% for m in messages %}{{ m.content }}{{ m.name }}{{ m.tool_call_id }}{% for c in m.tool_calls|d([]) %}{{ c|tojson }}"
            + "{{ c.function.arguments }}{% for k, v in c.function.arguments.items() %}{{ k }}{{ v }}{{ v|string }}{% endfor %}"
            + "{{ c.function.arguments['я'] + 1 }}{% endfor %}{% endfor %}",
            messages);
        var markup = string.Concat(parts.Where(part => part.IsMarkup).Select(part => part.Text));
        Assert.That(markup.Where(IsUsers), Is.Empty);
        Assert.That(markup, Does.Not.Contain("12345").And.Not.Contain("12346").And.Not.Contain("1.5").And.Not.Contain("rue"));
        Assert.That(
            string.Concat(parts.Where(part => !part.IsMarkup).Select(part => part.Text)),
            Does.Contain("яд").And.Contain("漢").And.Contain("12346").And.Contain("字"));
    }

    [Test]
    public void A_number_read_from_a_content_is_content() =>
        Assert.That(
            Render("{{ messages[0].content|int + 1 }}", new ChatMessage(ChatRole.User, "41")), Is.EqualTo((PromptPart[])[new("42")]));

    private static IReadOnlyList<PromptPart> Render(string template, params ChatMessage[] messages) =>
        ChatTemplate.Parse(template, "<s>", null).Render(messages);

    private static string Content(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static bool IsUsers(char c) => c > '\x7f' || c == '\0';
}
