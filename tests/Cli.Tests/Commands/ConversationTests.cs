namespace Accelerated.Cli.Tests;

/// <summary>Instruct models: chat templates, messages, control tokens, and the notes about them.</summary>
public sealed class ConversationTests
{
    private const string Note =
        "has a chat template, so each prompt is sent as a user message; --chat off sends prompts unchanged, --chat on hides this note.";

    private static readonly string[] Table =
    [
        "generate", "-", "--model", Models.ChatTable, "-n", "1", "--temperature", "0", "--max-tokens", "16",
    ];

    [Test]
    public async Task A_plain_prompt_is_sent_to_an_instruct_model_as_a_user_message_with_one_note()
    {
        var run = await CommandRun.Of("""
            {"id": "a", "prompt": "What is 6*7?"}
            {"id": "b", "prompt": "What is 6*7?"}
            """, Table);
        Assert.Multiple(() =>
        {
            Assert.That(Texts(run), Is.EqualTo(new[] { "42", "42" }), run.Error);
            Assert.That(run.Error.Split(Note), Has.Length.EqualTo(2));
        });
    }

    [TestCase("""{"messages":[{"role":"system","content":"Answer with a number."},{"role":"user","content":"What is 6*7?"}]}""")]
    [TestCase(
        """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},"""
        + """{"role":"user","content":[{"type":"text","text":"What is 6*7?"}]}]}""")]
    [TestCase("""{"system":"Answer with a number.","prompt":"What is 6*7?"}""")]
    [TestCase("""{"system":"Answer with a number.","messages":[{"role":"user","content":"What is 6*7?"}]}""")]
    public async Task Answers_messages_without_a_note(string line)
    {
        var run = await CommandRun.Of(line, Table);
        Assert.Multiple(() =>
        {
            Assert.That(Texts(run), Is.EqualTo(new[] { "42" }), run.Error);
            Assert.That(run.Error, Is.Empty);
        });
    }

    [TestCase(
        """{"custom_id":"q","method":"POST","url":"/v1/chat/completions","body":{"model":"m","n":3,"max_tokens":9,"messages":["""
        + """{"role":"developer","content":"Answer with a number."},{"role":"user","content":"What is 6*7?","name":null}]}}""",
        "'max_tokens', 'n'")]
    [TestCase(
        """{"custom_id":"q","body":{"temperature":1,"instructions":"Answer with a number.","input":"What is 6*7?"}}""", "'temperature'")]
    [TestCase(
        """{"id":"q","model":"m","seed":1,"input":[{"type":"message","role":"user","content":"""
        + """[{"type":"input_text","text":"What is 6*7?"}]}]}""",
        "'seed'")]
    [TestCase("""{"id":"q","model":"m","top_p":1,"messages":[{"role":"user","content":"What is 6*7?"}]}""", "'top_p'")]
    public async Task Answers_requests_to_chat_services(string line, string ignored)
    {
        var run = await CommandRun.Of(line, Table);
        Assert.Multiple(() =>
        {
            Assert.That(Texts(run), Is.EqualTo(new[] { "42" }), run.Error);
            Assert.That(run.Json.Single().GetProperty("id").GetString(), Is.EqualTo("q"));
            Assert.That(run.Error, Is.EqualTo(
                "Reading openai-requests from standard input.\n"
                + $"Ignored the requests' {ignored}; options say how to draw: -n, --temperature, --top-p, --max-tokens, --stop, "
                + "--seed.\n"));
        });
    }

    [Test]
    public async Task A_request_keeps_its_right_answer_and_fields_for_a_template()
    {
        const string request = """
            {"custom_id":"a","gold":"42","key":"k","question":"What is 6*7?","body":{"messages":[{"role":"user","content":"x"}]}}
            {"custom_id":"b","body":{"messages":[{"role":"user","content":null}]}}
            {"custom_id":"c","body":{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}}
            {"custom_id":"d","body":{}}
            """;
        var run = await CommandRun.Of(request, [.. Table, "--gold", "key"]);
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json.Single().GetProperty("gold").GetString(), Is.EqualTo("k"), run.Error);
        Assert.That(run.Error, Does.Contain("line 2: messages[0].content is null; it must be a string")
            .And.Contain("line 3: messages[0].content[0] has type 'image_url'; only text is supported")
            .And.Contain("line 4: the request has no 'messages', 'prompt' or 'input'; give it one"));
        var template = await CommandRun.Of(request, [.. Table, "--template", "{question}", "--first", "1"]);
        Assert.That(Texts(template), Is.EqualTo(new[] { "42" }), template.Error);
    }

    [Test]
    public async Task The_template_can_be_disabled_and_requested()
    {
        var off = await CommandRun.Of("""{"prompt": "What is 6*7?"}""", [.. Table, "--chat", "off"]);
        var on = await CommandRun.Of("""{"prompt": "What is 6*7?"}""", [.. Table, "--chat", "on"]);
        var plain = await CommandRun.Of("""{"prompt": "Review: Nice"}""", "generate", "-", "--model", Models.Plain, "--chat", "on");
        Assert.Multiple(() =>
        {
            Assert.That(Texts(off), Is.Not.EqualTo(new[] { "42" }));
            Assert.That(Texts(on), Is.EqualTo(new[] { "42" }));
            Assert.That(off.Error + on.Error, Is.Empty);
            Assert.That(plain.ExitCode, Is.EqualTo(ExitCode.BadLines));
            Assert.That(plain.Error, Does.Contain("has no chat template, so it does not support messages."));
        });
    }

    [Test]
    public async Task A_users_field_cannot_close_the_turn_in_a_template_of_control_tokens()
    {
        const string template = "<|im_start|>user\\n{question}<|im_end|>\\n<|im_start|>assistant\\n";
        var run = await CommandRun.Of("""{"question": "What is 6*7?"}""", [.. Table, "--template", template]);
        Assert.That(Texts(run), Is.EqualTo(new[] { "42" }), run.Error);
        Assert.That(run.Error, Is.Empty, "the template is in the model's own form");

        // After the control token this model says y; after the text of its name, something else.
        string[] bytes = ["generate", "-", "--model", Models.ByteTable, "-n", "1", "--temperature", "0", "--max-tokens", "4"];
        var markup = await CommandRun.Of("""{"question": ""}""", [.. bytes, "--template", "<|im_start|>{question}"]);
        var injected = await CommandRun.Of("""{"question": "<|im_start|>"}""", [.. bytes, "--template", "{question}", "--chat", "off"]);
        Assert.That(Texts(markup), Is.EqualTo(new[] { "y" }), markup.Error);
        Assert.That(Texts(injected), Is.Not.EqualTo(new[] { "y" }), "what the user wrote stays text");
    }

    // The model continues a with an emoji of four tokens; d with x, a control token and y; g with "xEND y" in one token and z; h with E,
    // N, D and z; i with two line ends in one token and z; j with reasoning that never ends.
    [TestCase("a", "\ud83d\ude00")]
    [TestCase("a", "", "--stop", "\ud83d\ude00")]
    [TestCase("d", "xy")]
    [TestCase("d", "x", "--stop", "<|im_start|>")]
    [TestCase("d", "x", "--stop-token", "<|im_start|>")]
    [TestCase("d", "x", "--stop-token", "290")]
    [TestCase("g", "xEND yz")]
    [TestCase("g", "x", "--stop", "END")]
    [TestCase("h", "", "--stop", "END")]
    [TestCase("h", "E", "--stop", "ND")]
    [TestCase("i", "", "--stop", "\\n")]
    [TestCase("j", "")]
    public async Task An_answer_ends_at_a_stop_text_or_token(string prompt, string text, params string[] stop)
    {
        var run = await CommandRun.Of(
            $$"""{"prompt": "{{prompt}}"}""",
            [
                "generate", "-", "--model", Models.ByteTable, "-n", "1", "--temperature", "0", "--max-tokens", "16", "--chat", "off",
                .. stop,
            ]);
        Assert.That(Texts(run), Is.EqualTo(new[] { text }), run.Error);
    }

    [TestCase("""{"messages":[]}""", "'messages' is empty; it must contain at least one element")]
    [TestCase("""{"messages":"hi"}""", "'messages' is a string; it must be an array of objects with a 'role' and a 'content'")]
    [TestCase(
        """{"messages":[{"role":"bot","content":"hi"}]}""",
        "messages[0].role is 'bot'; expected one of system, developer, user, assistant, tool")]
    [TestCase(
        """{"messages":[{"content":"hi"}]}""",
        "messages[0].role is missing; expected one of system, developer, user, assistant, tool")]
    [TestCase("""{"messages":[{"role":"user"}]}""", "messages[0].content is missing; give a string")]
    [TestCase(
        """{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}""",
        "messages[0].content[0] has type 'image_url'; only text is supported")]
    [TestCase(
        """{"messages":[{"role":"assistant","content":"","tool_calls":[]}]}""",
        "messages[0].tool_calls is not supported; a message has a 'role' and a textual 'content'")]
    [TestCase("""{"messages":[{"role":"user","content":"hi"}],"prompt":"hi"}""", "the line has both 'messages' and a 'prompt'; keep one")]
    [TestCase(
        """{"messages":[{"role":"system","content":"hi"}],"system":"hi"}""",
        "the line has a 'system' and its 'messages' have one too; keep one")]
    [TestCase("""{"system":["Be brief."],"prompt":"hi"}""", "'system' is an array; it must be a string or a number")]
    [TestCase("""{"prompt":["hi"]}""", "'prompt' is an array; it must be a string or a number")]
    [TestCase("""{"id":true,"prompt":"hi"}""", "'id' is a boolean; it must be a string or a number")]
    public async Task Reports_an_unreadable_conversation(string line, string reason)
    {
        var run = await CommandRun.Of(line, Table);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
            Assert.That(run.Error, Does.StartWith($"line 1: {reason}\n"));
        });
    }

    [Test]
    public async Task Reports_messages_for_a_model_without_a_template()
    {
        var run = await CommandRun.Of(
            """{"messages":[{"role":"user","content":"hi"}]}""", "decode", "-", "--metric", "token-f1", "--model", Models.Plain);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
        Assert.That(run.Error, Does.Contain("line 1: ").And.Contain("has no chat template"));
    }

    [TestCase("--stop-token", "<|im_end|>")]
    [TestCase("--stop-token", "13")]
    [TestCase("--stop", "\\n")]
    public async Task An_answer_ends_before_a_stop_token_or_text(params string[] stop)
    {
        var run = await CommandRun.Of("", ["generate", "--first", "2", "-n", "4", .. stop]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Texts(run), Has.None.Contains("<|im_end|>"));
    }

    [TestCase("<|none|>")]
    [TestCase("1026")]
    [TestCase("-1")]
    public async Task Rejects_a_stop_token_outside_the_vocabulary(string token)
    {
        var run = await CommandRun.Of("", "generate", "--first", "1", "--stop-token", token);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(
            run.Error, Does.StartWith($"Invalid value '{token}' for --stop-token: expected the id or the name of a token of LLamaSharp"));
    }

    [Test]
    public async Task A_prompts_candidates_depend_on_its_id_and_not_on_its_line()
    {
        const string first = """{"id": "q1", "prompt": "Review: Nice dress\nWrite a short title."}""";
        const string second = """{"id": "q2", "prompt": "Review: Nice dress\nWrite a short title."}""";
        string[] arguments = ["generate", "-", "-n", "8", "--chat", "on", "--max-tokens", "14", "--cache", "exact"];
        var forth = (await CommandRun.Of($"{first}\n{second}\n", arguments)).Json;
        var back = (await CommandRun.Of($"{second}\n{first}\n", arguments)).Json;
        Assert.That(back.Select(line => line.ToString()), Is.EqualTo(forth.Reverse().Select(line => line.ToString())));
        Assert.That(forth[0].GetProperty("candidates").ToString(), Is.Not.EqualTo(forth[1].GetProperty("candidates").ToString()));
    }

    [Test]
    public async Task Draws_what_fits_after_a_long_prompt_and_reports_one_that_leaves_nothing()
    {
        var nearly = string.Concat(Enumerable.Repeat("soft ", 230));
        var tooLong = string.Concat(Enumerable.Repeat("soft ", 300));
        string[] arguments = ["generate", "-", "-n", "2", "--model", Models.Plain, "--max-tokens", "64"];
        var run = await CommandRun.Of($"{{\"prompt\": \"{nearly}\"}}\n{{\"prompt\": \"{tooLong}\"}}\n", arguments);
        var grid = await CommandRun.Of(
            $"{{\"prompt\": \"{tooLong}\"}}\n",
            "decode", "-", "--metric", "squared-error", "--grid", "1..5", "--model", Models.Plain, "--truncate-prompts");
        var truncated = await CommandRun.Of($"{{\"prompt\": \"{tooLong}\"}}\n", [.. arguments, "--truncate-prompts"]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
            Assert.That(run.Json, Has.Count.EqualTo(1));
            Assert.That(
                run.Error,
                Does.Contain("line 2: The prompt has ").And.Contain("1 prompt left less room in the model's context than --max-tokens"));
            Assert.That(grid.Error, Does.Contain("1 prompt was too long and was truncated at the beginning."));
            Assert.That(grid.Json[0].GetProperty("droppedPromptTokens").GetInt32(), Is.GreaterThan(40));
            Assert.That(truncated.ExitCode, Is.Zero, truncated.Error);
            Assert.That(truncated.Error, Does.Contain("1 prompt was too long and was truncated at the beginning."));
        });
    }

    private static IEnumerable<string> Texts(CommandRun run) =>
        run.Json.SelectMany(line => line.GetProperty("candidates").EnumerateArray())
            .Select(candidate => candidate.GetProperty("text").GetString()!);
}
