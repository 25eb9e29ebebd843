using System.Text;

namespace Accelerated.Cli.Tests;

/// <summary>Plain and parallel lines, n-best lists and tables.</summary>
public sealed class TextFormatTests
{
    private const string Own = """{"id":"u","candidates":[{"text":"a b","logprob":-1},{"text":"a","logprob":-2}],"gold":"a"}""";

    [TestCase("moses", "u ||| a b ||| f= 1 ||| -1\nu ||| a ||| f= 2 ||| -2\n")]
    [TestCase("csv", "id,candidate,logprob,gold\nu,a b,-1,a\nu,a,-2,a\n")]
    [TestCase("csv", "id;candidate;logprob;gold\r\nu;\"a b\";-1;a\r\nu;a;-2;a\r\n")]
    [TestCase("tsv", "id\tcandidate\tlogprob\tgold\nu\ta b\t-1\ta\nu\ta\t-2\ta\n")]
    [TestCase(
        "csv",
        "id,candidates,gold\nu,\"[{\"\"text\"\":\"\"a b\"\",\"\"logprob\"\":-1},{\"\"text\"\":\"\"a\"\",\"\"logprob\"\":-2}]\",a\n")]
    public async Task Reads_text_like_the_same_problem_in_own_lines(string format, string text)
    {
        string[] select = ["select", "--metric", "token-f1", "--weights", "logprob"];
        var expected = await CommandRun.Of(Own, select);
        var run = await CommandRun.Of(text, select);
        Assert.That(run.Output, Is.EqualTo(expected.Output).And.Not.Empty, run.Error);
        Assert.That(run.Error, Is.EqualTo($"Reading {format} from standard input.\n"));
        if (format != "moses")
        {
            string[] evaluate = ["evaluate", "-", "--metric", "token-f1", "--json"];
            Assert.That(
                (await CommandRun.Of(text, evaluate)).Output,
                Is.EqualTo((await CommandRun.Of(Own, evaluate)).Output).And.Not.Empty);
        }
    }

    [TestCase("kaldi", "u-1 a b\nu-2 a\nv-2-1 c\n")]
    [TestCase("csv", "id,response_1,response_2\nu,a b,a\nv-2,c,\n")]
    public async Task Reads_problems_of_several_lines_or_columns(string format, string text)
    {
        var run = await CommandRun.Of(text, "select", "--metric", "token-f1");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Select(selection => selection.GetProperty("id").GetString()), Is.EqualTo(new[] { "u", "v-2" }));
        Assert.That(run.Error, Does.StartWith($"Reading {format} from standard input.\n"));
    }

    [Test]
    public async Task A_quoted_cell_may_contain_separators_line_breaks_and_quotes()
    {
        var run = await CommandRun.Of("id,candidate\nu,\"a, \"\"b\"\"\n\n\"\nu,\"\"\n", "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("text").GetString(), Is.EqualTo("a, \"b\"\n\n"));
    }

    [Test]
    public async Task A_lone_quote_in_tab_separated_values_is_text()
    {
        var run = await CommandRun.Of("id\tcandidate\nu\t\"tis\nu\t\"a\"\"b\"\nv\tx\n", "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json[0].GetProperty("text").GetString(), Is.EqualTo("\"tis"));
        Assert.That(run.Json, Has.Count.EqualTo(2));
    }

    [TestCase("id,candidate\nu,a\nu,b,c\nv,d\n", "line 3: the row has 3 cells; the first line names 2 columns", 2)]
    [TestCase("id,candidate,logprob\nu,a,x\nv,d,-1\n", "line 2: the column 'logprob' is 'x'; it must be a number", 1)]
    [TestCase(
        "id,candidate\nu,a\nv,\"b\nc\n",
        "line 3: a quoted cell that starts here is not closed; close it, or double the quotes inside it", 1)]
    [TestCase("id,candidate\nu,a\nv,\"b\"c\n", "line 3: text follows a closing quote; double the quotes inside a quoted cell", 1)]
    [TestCase("id,candidate\nu,a\nv,b\nu,c\n", "line 4: id 'u' was used on line 2; give each problem its own id", 2)]
    [TestCase(
        "id,candidates\nu,\"[\"\"a\"\"]\"\nv,\"['b']\"\n",
        "line 3: the column 'candidates' is not a JSON list, such as [\"a\", \"b\"]", 1)]
    public async Task A_bad_row_is_named_and_the_rest_is_read(string text, string reason, int problems)
    {
        var run = await CommandRun.Of(text, "select", "--metric", "levenshtein");
        Assert.That(run.Error, Does.Contain($"\n{reason}\n"));
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json, Has.Count.EqualTo(problems));
    }

    [Test]
    public async Task Columns_of_other_names_are_named_by_options()
    {
        const string text = "query,reply,truth\n1,a,a\n1,b,a\n";
        var unknown = await CommandRun.Of(text, "select", "--metric", "exact-match");
        Assert.That((unknown.ExitCode, unknown.Json.Count), Is.EqualTo((1, 0)));
        Assert.That(unknown.Error, Does.Contain("name columns with --candidates, --gold and --id"));
        var run = await CommandRun.Of(
            text, "evaluate", "-", "--metric", "exact-match", "--id", "query", "--candidates", "reply", "--gold", "truth", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var wrong = await CommandRun.Of(text, "select", "--metric", "exact-match", "--id", "query", "--candidates", "replies");
        Assert.That(wrong.Error, Does.EndWith(
            "Invalid value 'replies' for --candidates: expected one of the columns query, reply, truth.\n"));
        var ungrouped = await CommandRun.Of("candidate,x\na,1\n", "select", "--metric", "exact-match");
        Assert.That(ungrouped.Error, Does.Contain("has one candidate a row and no column that says which belong together."));
    }

    [Test]
    public async Task Scores_the_pairs_of_a_table_and_of_parallel_files()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["h.txt"], "a\nb c\n\n");
        await File.WriteAllTextAsync(folder["r.txt"], "a\nb\nx\n");
        await File.WriteAllBytesAsync(folder["s.txt"], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("y\nb c\nx")]);
        var table = await CommandRun.Of("hypothesis,reference\na,a\nb c,b\n,x\n", "score", "--metric", "token-f1");
        var one = await CommandRun.Of("", "score", folder["h.txt"], folder["r.txt"], "--metric", "token-f1");
        Assert.That(one.Output, Is.EqualTo("{\"score\":1}\n{\"score\":0.6666666666666666}\n{\"score\":0}\n"), one.Error);
        Assert.That(table.Output, Is.EqualTo(one.Output), table.Error);
        var two = await CommandRun.Of("", "score", folder["h.txt"], folder["r.txt"], folder["s.txt"], "--metric", "token-f1");
        Assert.That(two.Output, Is.EqualTo("{\"score\":1}\n{\"score\":1}\n{\"score\":0}\n"), two.Error);
        var error = await CommandRun.Of("", "score", folder["h.txt"], folder["r.txt"], folder["s.txt"], "--metric", "wer");
        Assert.That(error.Json[1].GetProperty("score").GetDouble(), Is.Zero);
        await File.AppendAllTextAsync(folder["r.txt"], "more\n");
        var longer = await CommandRun.Of("", "score", folder["h.txt"], folder["r.txt"], "--metric", "token-f1");
        Assert.That(longer.ExitCode, Is.EqualTo(1));
        Assert.That(
            longer.Error,
            Does.EndWith("has more lines than '" + folder["h.txt"] + "', which has 3. Give files with a line for each pair.\n"));
    }

    [Test]
    public async Task Right_answers_of_plain_lines_come_from_a_file_of_their_own()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["gold.txt"], "a\n\n");
        string[] evaluate = ["evaluate", "-", "--metric", "exact-match", "--lines", "2", "--gold-file", folder["gold.txt"], "--json"];
        var run = await CommandRun.Of("a\na\n\nb\n", evaluate);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("items").GetInt32(), Is.EqualTo(2));
        var cut = await CommandRun.Of("a\na\nb\n", evaluate);
        Assert.That(cut.Error, Does.Contain("source 2: it has 1 lines of 2; the file ends early. Check --lines\n"));
        var longer = await CommandRun.Of("a\na\n", evaluate);
        Assert.That(longer.Error, Does.Contain("has more than the 1 lines that belong to 1 sources. Check --lines and --gold-file.\n"));
        var alone = await CommandRun.Of("a\n", "evaluate", "-", "--metric", "exact-match", "--gold-file", folder["gold.txt"]);
        Assert.That(
            (alone.ExitCode, alone.Error),
            Is.EqualTo((2, "--gold-file requires --lines. Add it, e.g. --lines 8, or leave --gold-file out.\n")));
    }
}
