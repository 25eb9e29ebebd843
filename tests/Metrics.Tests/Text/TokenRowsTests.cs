namespace Accelerated.Metrics.Tests.Text;

public sealed class TokenRowsTests
{
    [Test]
    public void Rows_built_in_turn_and_at_once_are_independent()
    {
        using var outer = new TokenRows(1);
        outer.Add("left");
        for (var round = 0; round < 3; round++)
        {
            using var inner = new TokenRows(1);
            new WhiteSpaceTokenizer().Tokenize($"right {round} right a-word-of-more-than-sixteen-letters é", inner);
            inner.Add([7, -1]);
            inner.EndRow();
            Assert.That(inner.ToRows()[0].ToArray(), Is.EqualTo(new[] { 0, 1, 0, 2, 3, 4, 5 }), $"round {round}");
            Assert.That(inner.Names()[1], Is.EqualTo($"{round}"));
        }

        outer.Add("right");
        Assert.That(outer.Names(), Is.EqualTo(new[] { "left", "right" }));
    }

    [Test]
    public void Rows_after_large_ones_start_anew()
    {
        foreach (var tokens in new[] { 3, 20_000, 5 })
        {
            using var rows = new TokenRows(3);
            for (var row = 0; row < 3; row++)
            {
                for (var k = 0; k < tokens; k++)
                {
                    rows.Add($"word{k}");
                    rows.Add($"a word of several words {k}");
                }

                rows.Add([.. Enumerable.Range(0, tokens)]);
                rows.EndRow();
            }

            var found = rows.ToRows();
            Assert.That(rows.AlphabetSize, Is.EqualTo(3 * tokens));
            Assert.That(found[0].ToArray(), Is.EqualTo(Enumerable.Range(0, 3 * tokens)), $"{tokens} tokens");
            Assert.That(found[2].ToArray(), Is.EqualTo(found[0].ToArray()), $"{tokens} tokens");
        }
    }

    [Test]
    public void Disposed_rows_take_no_tokens()
    {
        var rows = new TokenRows(1);
        rows.Dispose();
        rows.Dispose();
        Assert.That(() => rows.Add([1]), Throws.TypeOf<ObjectDisposedException>());
    }
}
