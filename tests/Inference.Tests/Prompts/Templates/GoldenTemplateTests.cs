using System.Text.Json;
using Accelerated.Inference.Templates;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Renderings compared with those of Jinja2 (goldens.jsonl, written by make_goldens.py): the language, and templates like those
/// of models.</summary>
public sealed class GoldenTemplateTests
{
    private static readonly JsonElement[] Lines =
        [
            .. File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "goldens.jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)),
        ];

    private static IEnumerable<TestCaseData> Templates =>
        Lines.Skip(1).Select(line => new TestCaseData(line).SetArgDisplayNames(line.GetProperty("name").GetString()!));

    [TestCaseSource(nameof(Templates))]
    public void Renders_as_Jinja_does(JsonElement line)
    {
        var source = line.GetProperty("template").GetString()!;
        foreach (var rendering in line.GetProperty("renderings").EnumerateArray())
        {
            var (name, opens) = (rendering.GetProperty("conversation").GetString()!, rendering.GetProperty("opens").GetBoolean());
            var messages = Messages(Lines[0].GetProperty("conversations").GetProperty(name));
            string Text() => string.Concat(ChatTemplate.Parse(source, "<s>", "</s>").Render(messages, opens).Select(part => part.Text));
            if (rendering.TryGetProperty("text", out var text))
            {
                Assert.That(Text(), Is.EqualTo(text.GetString()), $"{name} {opens}");
            }
            else if (rendering.TryGetProperty("refusal", out var refusal))
            {
                Assert.That(Text, Throws.TypeOf<PromptException>().With.Message.Contains(refusal.GetString()!));
            }
            else
            {
                Assert.That(
                    Text,
                    Throws.TypeOf<TemplateException>().With.Message.Matches("^Line [0-9]+ of the chat template: "),
                    $"{name} {opens}");
            }
        }
    }

    /// <summary>Messages in the form of Hugging Face's libraries.</summary>
    private static List<ChatMessage> Messages(JsonElement conversation)
    {
        var messages = new List<ChatMessage>();
        foreach (var turn in conversation.EnumerateArray())
        {
            var contents = new List<AIContent>();
            if (turn.TryGetProperty("reasoning_content", out var reasoning))
            {
                contents.Add(new TextReasoningContent(reasoning.GetString()));
            }

            var content = turn.GetProperty("content").GetString();
            if (turn.TryGetProperty("tool_call_id", out var id))
            {
                contents.Add(new FunctionResultContent(id.GetString()!, content));
            }
            else if (content is not null)
            {
                contents.Add(new TextContent(content));
            }

            foreach (var call in turn.TryGetProperty("tool_calls", out var calls) ? calls.EnumerateArray() : default)
            {
                var function = call.GetProperty("function");
                var arguments = function.GetProperty("arguments").EnumerateObject().ToDictionary(
                    entry => entry.Name, entry => (object?)entry.Value);
                contents.Add(
                    new FunctionCallContent(call.GetProperty("id").GetString()!, function.GetProperty("name").GetString()!, arguments));
            }

            messages.Add(new ChatMessage(new ChatRole(turn.GetProperty("role").GetString()!), contents));
        }

        return messages;
    }
}
