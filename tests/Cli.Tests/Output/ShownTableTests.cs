using Accelerated.Cli.Output;

namespace Accelerated.Cli.Tests;

/// <summary>Tables and texts on terminals of several widths.</summary>
public sealed class ShownTableTests
{
    [Test]
    public void A_table_that_fits_takes_the_columns_it_needs() => Assert.That(Table().Text(new Screen(80)), Is.EqualTo("""
        name  remark
        ────  ─────────────────────
        a     one two three four
        b     first line
              \u001b[2J second line

        """.ReplaceLineEndings("\n")));

    [Test]
    public void A_row_becomes_a_block_where_a_narrow_terminal_does_not_hold_the_table() =>
        Assert.That(Table().Text(new Screen(20)), Is.EqualTo("""
            name: a
              remark: one two
                three four

            name: b
              remark: first
                line, \u001b[2J
                second line

            """.ReplaceLineEndings("\n")));

    [Test]
    public void Cells_wrap_between_words_on_a_wide_terminal()
    {
        var table = new ShownTable("a", "b");
        table.AddRow("word", string.Join(' ', Enumerable.Repeat("longer", 30)));
        var text = table.Text(new Screen(100));
        Assert.That(text.Split('\n').Max(line => line.Length), Is.InRange(90, 100));
        Assert.That(text.Split(' ', '\n').Where(word => word.Length > 0 && word[0] == 'l'), Is.All.EqualTo("longer"));
    }

    [Test]
    public void Colours_mark_what_is_better_or_worse_only_where_the_terminal_has_them()
    {
        var table = new ShownTable("rule", "value");
        table.AddRow("x", new Cell("1", Tone.Better));
        table.AddRow("y", new Cell("0", Tone.Worse));
        Assert.That(table.Text(new Screen(80, HasColour: true)), Does.Contain("\u001b[32m1\u001b[0m").And.Contain("\u001b[31m0\u001b[0m"));
        Assert.That(table.Text(new Screen(80)), Does.Not.Contain("\u001b"));
        Assert.That(table.Text(new Screen(null)), Does.Not.Contain("\u001b"));
    }

    [TestCase("a bb ccc", 8, "a bb ccc")]
    [TestCase("a bb ccc", 7, "a bb\n  ccc")]
    [TestCase("    a bb ccc", 10, "    a bb\n     ccc")]
    [TestCase("abcdefgh", 4, "abcd\n  ef\n  gh")]
    [TestCase("我爱你们", 4, "我爱\n  你\n  们")]
    public void Lines_break_between_words(string line, int width, string expected) =>
        Assert.That(WrappedText.Of(line, width), Is.EqualTo(expected));

    private static ShownTable Table()
    {
        var table = new ShownTable("name", "remark");
        table.AddRow("a", "one two three four");
        table.AddRow("b", "first line\n\u001b[2J second line");
        return table;
    }
}
