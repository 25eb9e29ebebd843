using Accelerated.Inference.Templates;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>The input of a template, conversations it refuses, and errors of templates that cannot be parsed or run.</summary>
public sealed class ChatTemplateTests
{
    private const string NoSystem =
        "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages %}["
        + "{{ m.role }}]{{ m.content|trim }}{% endfor %}";

    private static readonly ChatMessage Hello = new(ChatRole.User, "Hello");

    [Test]
    public void Parts_differ_in_kind_from_their_neighbours() =>
        Assert.That(
            ChatTemplate.Parse(
                "{{ bos_token }}{{ '<|user|>' }}{{ messages[0].content }}<|end|>{{ eos_token }}", "<s>", "</s>").Render([Hello]),
            Is.EqualTo((PromptPart[])[new("<s><|user|>", true), new("Hello"), new("<|end|></s>", true)]));

    [Test]
    public void A_line_end_within_a_string_is_kept() =>
        Assert.That(
            Text(
                "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
                + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
                Hello),
            Is.EqualTo("<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n"));

    [Test]
    public void The_opening_of_the_answer_can_be_left_out() =>
        Assert.That(
            ChatTemplate.Parse("{% if add_generation_prompt %}A{% endif %}", null, null).Render([Hello], opensAnswer: false), Is.Empty);

    [Test]
    public void Tokens_that_a_model_does_not_have_are_empty() =>
        Assert.That(Text("[{{ bos_token }}{{ eos_token + '' }}]", Hello), Is.EqualTo("[]"));

    [Test]
    public void Tools_and_documents_are_none_and_thinking_is_undefined() =>
        Assert.That(Text("{{ tools is none }}{{ documents is none }}{{ enable_thinking is defined }}", Hello), Is.EqualTo("TrueTrueFalse"));

    [Test]
    public void Texts_of_a_message_are_joined_and_its_reasoning_is_apart() =>
        Assert.That(
            Text(
                "{{ messages[0].content }}|{{ messages[0].reasoning_content }}|{{ messages[1].reasoning_content is defined }}",
                new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("why"), new TextContent("a"), new TextContent("b")]),
                Hello),
            Is.EqualTo("ab|why|False"));

    [Test]
    public void Each_result_of_a_tool_is_a_turn() =>
        Assert.That(
            Text("{% for m in messages %}{{ m.role }} {{ m.tool_call_id }} {{ m.name }} {{ m.content }};{% endfor %}",
                new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "f"), new FunctionCallContent("2", "g")]),
                new ChatMessage(
                    ChatRole.Tool,
                    [new FunctionResultContent("1", "x"), new FunctionResultContent("2", 5), new FunctionResultContent("3", null)])),
            Is.EqualTo("assistant   None;tool 1 f x;tool 2 g 5;tool 3  ;"));

    [Test]
    public void Prepends_the_system_text_to_the_first_user_message_if_the_template_refuses_it() =>
        Assert.That(Text(NoSystem, new ChatMessage(ChatRole.System, "Be brief."), Hello), Is.EqualTo("[user]Be brief.\n\nHello"));

    [Test]
    public void Keeps_the_system_text_if_the_template_accepts_it() =>
        Assert.That(
            Text("{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}", new ChatMessage(ChatRole.System, "Be brief."), Hello),
            Is.EqualTo("[system]Be brief.[user]Hello"));

    [Test]
    public void Reports_why_a_template_refuses_a_conversation() =>
        Assert.That(
            () => Text("{{ raise_exception('Roles must\nalternate') }}", Hello),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "The chat template refuses the conversation: Roles must alternate. Give messages in the order and with the roles that it "
                + "takes."));

    [Test]
    public void Reports_a_refusal_that_remains_after_the_system_text_is_moved() =>
        Assert.That(
            () => Text(NoSystem + "{{ raise_exception('second') }}", new ChatMessage(ChatRole.System, "s"), Hello),
            Throws.TypeOf<PromptException>().With.Message.Contains(": second."));

    [Test]
    public void Rejects_a_system_text_that_no_message_can_take() =>
        Assert.That(
            () => Text(NoSystem, new ChatMessage(ChatRole.System, "s")),
            Throws.TypeOf<PromptException>().With.Message.Contains("System role not supported"));

    [Test]
    public void Rejects_an_image() =>
        Assert.That(
            () => Text("x", new ChatMessage(ChatRole.User, [new DataContent(new byte[1], "image/png")])),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "A message of the user has a DataContent; chat templates take texts and calls of functions. Leave it out, or describe it "
                + "in words."));

    [Test]
    public void Writes_the_date() =>
        Assert.That(
            string.Concat(
                ChatTemplate.Parse("{{ strftime_now('%d %b %Y %B %A %H:%M:%S %j %-d %y %%') }}", null, null)
                    .Render([Hello], true, new FixedClock()).Select(part => part.Text)),
            Is.EqualTo("03 Feb 2025 February Monday 04:05:06 034 3 25 %"));

    [TestCase("{% if x %}\n\n{% for y in z %}", "Line 3 of the chat template: the block for has no end. Close it by {% endfor %}.")]
    [TestCase(
        "a\n{% include 'x' %}",
        "Line 2 of the chat template: the statement 'include' is not supported. Use for, if, set, macro, call, filter, with, break, "
        + "continue or generation.")]
    [TestCase("{{ a b }}", "Line 1 of the chat template: found 'b' where '}}' is needed. Correct the template.")]
    [TestCase("\n{{ 'a", "Line 2 of the chat template: the string has no end. Close it by '.")]
    [TestCase("{{ a", "Line 1 of the chat template: the tag has no end. Close it by }}.")]
    [TestCase("{# a", "Line 1 of the chat template: the comment has no end. Close it by #}.")]
    [TestCase("{% raw %}", "Line 1 of the chat template: the raw block has no end. Close it by {% endraw %}.")]
    [TestCase(
        "{% endif %}",
        "Line 1 of the chat template: {% endif %} belongs to no open block. Leave it out, or close the blocks before it.")]
    [TestCase("{{ (1] }}", "Line 1 of the chat template: ']' closes a bracket that needs ')'. Close it by that.")]
    [TestCase("{{ 1) }}", "Line 1 of the chat template: ')' closes nothing. Leave it out.")]
    [TestCase("{{ $ }}", "Line 1 of the chat template: '$' means nothing within a tag. Leave it out or put it into quotes.")]
    [TestCase(
        "{{ '\\xZZ' }}",
        "Line 1 of the chat template: an escape in a string needs 2 hexadecimal digits that name a character. Write \\\\ for a backslash.")]
    [TestCase(
        "{{ 99999999999999999999 }}",
        "Line 1 of the chat template: the number 99999999999999999999 is too large. Use one of at most 9223372036854775807.")]
    [TestCase("{{ f(*a) }}", "Line 1 of the chat template: '*' spreads arguments, which is not supported. Name the arguments.")]
    [TestCase("{% break %}", "Line 1 of the chat template: 'break' is outside of a loop. Put it into a for.")]
    [TestCase(
        "{% for a in b recursive %}{% endfor %}",
        "Line 1 of the chat template: 'recursive' loops are not supported. Use a macro that calls itself.")]
    [TestCase("{% call 1 %}{% endcall %}", "Line 1 of the chat template: a call block calls nothing. Write {% call macro(arguments) %}.")]
    public void Reports_a_syntax_error(string source, string message) =>
        Assert.That(() => ChatTemplate.Parse(source, null, null), Throws.TypeOf<TemplateException>().With.Message.EqualTo(message));

    [TestCase(
        "\n{{ x.y }}",
        "Line 2 of the chat template: 'x' is undefined, and its attribute 'y' is asked for. Test it by 'is defined' before, or give "
        + "messages what the template needs.")]
    [TestCase("{{ x() }}", "Line 1 of the chat template: 'x', which is undefined, is called, but is not a function. Check the name.")]
    [TestCase(
        "{{ 'a' + 1 }}",
        "Line 1 of the chat template: a text + a number has no value. Join texts by ~, or convert by |string or |int.")]
    [TestCase(
        "{{ 1 < 'a' }}",
        "Line 1 of the chat template: a number is compared with a text, and neither is less. Compare texts with texts and numbers with "
        + "numbers.")]
    [TestCase(
        "{% for x in 1 %}{% endfor %}",
        "Line 1 of the chat template: a number is gone through item by item; only lists, mappings and texts can be. Test it by 'is "
        + "iterable' before.")]
    [TestCase(
        "{% set x.y = 1 %}",
        "Line 1 of the chat template: 'x.y' is set, but 'x' is not a namespace. Make it by {% set x = namespace() %}.")]
    [TestCase(
        "{% set a, b = [1] %}",
        "Line 1 of the chat template: a list is taken apart into 2 variables, and does not have as many items. Name as many as there are.")]
    [TestCase("{{ 1 // 0 }}", "Line 1 of the chat template: a number is divided by 0. Test the divisor before.")]
    [TestCase("{{ 'a'.strip(1, 2) }}", "Line 1 of the chat template: 'strip' has 2 arguments; it takes at most 1. Leave some out.")]
    [TestCase(
        "{{ 'a'.strip(x=1) }}",
        "Line 1 of the chat template: 'strip' has an argument 'x' that it does not take or has twice. It takes: chars.")]
    [TestCase(
        "{{ 'a'.split(1) }}",
        "Line 1 of the chat template: the argument 'sep' of 'split' is a number; it must be a text. Convert it by |string.")]
    [TestCase(
        "{{ 9223372036854775807 + 1 }}",
        "Line 1 of the chat template: a whole number is above 9223372036854775807 in size. Calculate with smaller numbers.")]
    [TestCase(
        "{{ strftime_now('%Q') }}",
        "Line 1 of the chat template: strftime_now() has the field '%Q', which is not supported. Use %d, %m, %b, %B, %Y, %y, %a, %A, %H, "
        + "%I, %M, %S, %p, %j or %F.")]
    [TestCase("{{ 'abc'[::0] }}", "Line 1 of the chat template: a slice has the step 0. Use 1, or -1 for the reverse.")]
    public void Reports_a_run_time_error(string source, string message) =>
        Assert.That(() => Text(source, Hello), Throws.TypeOf<TemplateException>().With.Message.EqualTo(message));

    [TestCase("{{ 'a'|nope }}", "Line 1 of the chat template: the filter 'nope' is not supported. Use one of: trim, ")]
    [TestCase("{{ 'a' is nope }}", "Line 1 of the chat template: the test 'nope' is not supported. Use one of: defined, ")]
    public void Lists_the_known_filters_and_tests(string source, string beginning) =>
        Assert.That(() => Text(source, Hello), Throws.TypeOf<TemplateException>().With.Message.StartsWith(beginning));

    private static string Text(string template, params ChatMessage[] messages) =>
        string.Concat(ChatTemplate.Parse(template, null, null).Render(messages).Select(part => part.Text));

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2025, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}
