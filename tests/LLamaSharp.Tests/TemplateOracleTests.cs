using System.Text;
using Accelerated.Inference.Templates;
using LLama;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The chat templates that llama.cpp knows by their form give the same text by llama.cpp's code and by ours.</summary>
public sealed class TemplateOracleTests
{
    // llama.cpp tells a form by what is in the template's text, and then writes it by code of its own. The start token is not part of what
    // it writes.
    private static readonly (string Name, string Template)[] Forms =
    [
        (
            "chatml",
            "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}{% if " +
            "add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"),
        (
            "llama3",
            "{% for m in messages %}{{ '<|start_header_id|>' + m.role + '<|end_header_id|>\n\n' + m.content|trim + '<|eot_id|>' }}{% " +
            "endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"),
        (
            "llama4",
            "{% for m in messages %}{{ '<|header_start|>' + m.role + '<|header_end|>\n\n' + m.content|trim + '<|eot|>' }}{% endfor %}{% " +
            "if add_generation_prompt %}{{ '<|header_start|>assistant<|header_end|>\n\n' }}{% endif %}"),
        (
            "phi3",
            "{% for m in messages %}{{ '<|' + m.role + '|>\n' + m.content + '<|end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ " +
            "'<|assistant|>\n' }}{% endif %}"),
        (
            "phi4",
            "{% for m in messages %}{{ '<|im_start|>' + m.role + '<|im_sep|>' + m.content + '<|im_end|>' }}{% endfor %}{% if " +
            "add_generation_prompt %}{{ '<|im_start|>assistant<|im_sep|>' }}{% endif %}"),
        (
            "zephyr",
            "{% for m in messages %}{{ '<|' + m.role + '|>\n' + m.content + '<|endoftext|>\n' }}{% endfor %}{% if add_generation_prompt " +
            "%}{{ '<|assistant|>\n' }}{% endif %}"),
        (
            "gemma",
            "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages %}{{ " +
            "'<start_of_turn>' + ('model' if m.role == 'assistant' else m.role) + '\n' + m.content|trim + '<end_of_turn>\n' }}{% endfor " +
            "%}{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"),
        (
            "command-r",
            "{% for m in messages %}{{ '<|START_OF_TURN_TOKEN|>' + {'system': '<|SYSTEM_TOKEN|>', 'user': '<|USER_TOKEN|>', 'assistant': " +
            "'<|CHATBOT_TOKEN|>'}[m.role] + m.content.strip() + '<|END_OF_TURN_TOKEN|>' }}{% endfor %}{% if add_generation_prompt %}{{ " +
            "'<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>' }}{% endif %}"),
        (
            "falcon3",
            "{% for m in messages %}{{ '<|' ~ m.role ~ '|>\n' ~ m.content ~ '\n' }}{% endfor %}{% if add_generation_prompt %}{{ " +
            "'<|assistant|>\n' }}{% endif %}"),
        (
            "granite",
            "{% for m in messages %}{{ '<|start_of_role|>' + m.role + '<|end_of_role|>' + m.content + '<|end_of_text|>\n' }}{% endfor " +
            "%}{% if add_generation_prompt %}{{ '<|start_of_role|>assistant<|end_of_role|>' }}{% endif %}"),
        (
            "deepseek3",
            "{% for m in messages %}{% if m.role == 'system' %}{{ m.content + '\n\n' }}{% elif m.role == 'user' %}{{ '<｜User｜>' + " +
            "m.content }}{% else %}{{ '<｜Assistant｜>' + m.content + '<｜end▁of▁sentence｜>' }}{% endif %}{% endfor %}{% if " +
            "add_generation_prompt %}{{ '<｜Assistant｜>' }}{% endif %}"),
        (
            "gpt-oss",
            "{% for m in messages %}{{ '<|start|>' + m.role + '<|message|>' + m.content + ('<|return|>' if m.role == 'assistant' else " +
            "'<|end|>') }}{% endfor %}{% if add_generation_prompt %}{{ '<|start|>assistant' }}{% endif %}"),
        (
            "smolvlm",
            "{{ '<|im_start|>' }}{% for m in messages %}{% if m.role == 'system' %}{{ m.content + '\n\n' }}{% else %}{{ " +
            "m.role|capitalize + ': ' + m.content + '<end_of_utterance>\n' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ " +
            "'Assistant:' }}{% endif %}"),
        (
            "llama2-sys",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{% set ns.s = '<<SYS>>\n' + m.content + " +
            "'\n<</SYS>>\n\n' %}{% elif m.role == 'user' %}{{ '[INST] ' + ns.s + m.content + ' [/INST]' }}{% set ns.s = '' %}{% else " +
            "%}{{ m.content + '</s>' }}{% endif %}{% endfor %}"),
        (
            "llama2-sys-strip",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{% set ns.s = '<<SYS>>\n' + " +
            "m.content.strip() + '\n<</SYS>>\n\n' %}{% elif m.role == 'user' %}{{ '[INST] ' + ns.s + m.content.strip() + ' [/INST]' }}{% " +
            "set ns.s = '' %}{% else %}{{ m.content + '</s>' }}{% endif %}{% endfor %}"),
        (
            "mistral-v1",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{% set ns.s = m.content + '\n\n' %}{% elif " +
            "m.role == 'user' %}{{ ' [INST] ' + ns.s + m.content + ' [/INST]' }}{% set ns.s = '' %}{% else %}{{ ' ' + m.content + '</s>' " +
            "}}{% endif %}{% endfor %}"),
        (
            "mistral-v3",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{% set ns.s = m.content + '\n\n' %}{% elif " +
            "m.role == 'user' %}{{ '[INST] ' + ns.s + m.content + '[/INST]' }}{% set ns.s = '' %}{% else %}{{ ' ' + m.content + '</s>' " +
            "}}{% endif %}{% endfor %}"),
        (
            "mistral-v3-tekken",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{% set ns.s = m.content + '\n\n' %}{% elif " +
            "m.role == 'user' %}{{ '[INST]' + ns.s + m.content + '[/INST]' }}{% set ns.s = '' %}{% else %}{{ m.content + '</s>' }}{% " +
            "endif %}{% endfor %}"),
        (
            "mistral-v7",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{{ '[SYSTEM_PROMPT] ' + m.content + " +
            "'[/SYSTEM_PROMPT]' }}{% elif m.role == 'user' %}{{ '[INST] ' + m.content + '[/INST]' }}{% set ns.s = '' %}{% else %}{{ ' ' " +
            "+ m.content + '</s>' }}{% endif %}{% endfor %}"),
        (
            "mistral-v7-tekken",
            "{% set ns = namespace(s='') %}{% for m in messages %}{% if m.role == 'system' %}{{ '[SYSTEM_PROMPT]' + m.content + " +
            "'[/SYSTEM_PROMPT]' }}{% elif m.role == 'user' %}{{ '[INST]' + m.content + '[/INST]' }}{% set ns.s = '' %}{% else %}{{ " +
            "m.content + '</s>' }}{% endif %}{% endfor %}"),
        (
            "deepseek2",
            "{% for m in messages %}{% if m.role == 'system' %}{{ m.content ~ '\n\n' }}{% elif m.role == 'user' %}{{ 'User: ' ~ " +
            "m.content ~ '\n\n' }}{% else %}{{ 'Assistant: ' ~ m.content ~ '<｜end▁of▁sentence｜>' }}{% endif %}{% endfor %}{{ " +
            "'Assistant:' if add_generation_prompt else '' }}"),
        (
            "chatglm4",
            "[gMASK]<sop>{% for m in messages %}<|{{ m.role }}|>\n{{ m.content }}{% endfor %}{% if add_generation_prompt %}{{ " +
            "'<|assistant|>\n' }}{% endif %}"),
        (
            "kimi-k2",
            "{% for m in messages %}<|im_{{ m.role }}|>{{ m['role'] }}<|im_middle|>{{ m['content'] }}<|im_end|>{% endfor %}{% if " +
            "add_generation_prompt %}<|im_assistant|>assistant<|im_middle|>{% endif %}"),
        (
            "vicuna",
            "{% for m in messages %}{% if m.role == 'system' %}{{ m.content + '\n\n' }}{% elif m.role == 'user' %}{{ m.role|upper + ': ' " +
            "+ m.content + '\n' }}{% else %}{{ m.role.upper() + ': ' + m.content + '</s>\n' }}{% endif %}{% endfor %}{% if " +
            "add_generation_prompt %}ASSISTANT:{% endif %}"),
        (
            "openchat",
            "{% for m in messages %}{{ ('' if m.role == 'system' else 'GPT4 Correct ' + m.role.title() + ': ') + m.content + " +
            "'<|end_of_turn|>' }}{% endfor %}{% if add_generation_prompt %}{{ 'GPT4 Correct Assistant:' }}{% endif %}"),
        (
            "minicpm",
            "{% for m in messages %}{{ ('<用户>' if m.role == 'user' else '<AI>' if m.role == 'assistant' else '') + m.content.strip() " +
            "}}{% endfor %}{% if add_generation_prompt %}<AI>{% endif %}"),
        (
            "megrez",
            "{% for m in messages %}<|role_start|>{{ m.role }}<|role_end|>{{ m.content }}<|turn_end|>{% endfor %}{% if " +
            "add_generation_prompt %}<|role_start|>assistant<|role_end|>{% endif %}"),
        (
            "exaone3",
            "{% for m in messages %}{{ '[|' + m.role + '|]' + m.content.strip() + ('\n' if m.role == 'user' else '[|endofturn|]' if " +
            "m.role == 'assistant' and loop.last else '[|endofturn|]\n') }}{% endfor %}{% if add_generation_prompt %}{{ '[|assistant|]' " +
            "}}{% endif %}"),
    ];

    private static readonly (string Role, string Content)[] Turns =
        [("system", "Be brief. "), ("user", " Hello\nthere é😀"), ("assistant", "Hi!"), ("user", "And <b> now? ")];

    private static IEnumerable<TestCaseData> Cases =>
        from form in Forms
        from first in (int[])[0, 1]
        select new TestCaseData(form.Name, form.Template, first).SetArgDisplayNames(
            form.Name, first == 0 ? "with a system text" : "without");

    [TestCaseSource(nameof(Cases))]
    public void Our_text_is_that_of_llama_cpp(string name, string template, int first)
    {
        var native = new LLamaTemplate(name) { AddAssistant = true };
        // Where a system text moves into the user's, llama.cpp trims the two each, and we leave them as they are.
        var turns = Turns[first..].Select(turn => (turn.Role, Content: name == "gemma" ? turn.Content.Trim() : turn.Content)).ToList();
        foreach (var (role, content) in turns)
        {
            native.Add(role, content);
        }

        var messages = turns.Select(turn => new ChatMessage(new ChatRole(turn.Role), turn.Content)).ToList();
        var ours = string.Concat(ChatTemplate.Parse(template, "", "").Render(messages).Select(part => part.Text));
        Assert.That(ours, Is.EqualTo(Encoding.UTF8.GetString(native.Apply())));
    }
}
