namespace Accelerated.Inference.Tests;

public sealed class RowPlanTests
{
    [Test]
    public void Rows_that_go_on_stay_where_they_are()
    {
        var (slots, copies) = Plan([0, 1, 2]);
        Assert.That(slots, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(copies, Is.Empty);
    }

    [Test]
    public void The_last_row_fills_the_hole_of_one_that_ended()
    {
        var (slots, copies) = Plan([0, 2, 3]);
        Assert.That(slots, Is.EqualTo(new[] { 0, 2, 1 }));
        Assert.That(copies, Is.EqualTo(new[] { (3, 1) }));
    }

    [Test]
    public void Any_plan_puts_each_wanted_row_in_a_place_of_its_own()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var rows = 1 + random.Next(12);
            var parents = Enumerable.Range(0, 1 + random.Next(20)).Select(_ => random.Next(rows)).ToArray();
            var (slots, copies) = Plan(parents);
            var content = Enumerable.Range(0, Math.Max(rows, parents.Length)).Select(row => row < rows ? row : -1).ToArray();
            foreach (var (from, to) in copies)
            {
                content[to] = content[from];
            }

            Assert.That(slots.Order(), Is.EqualTo(Enumerable.Range(0, parents.Length)), $"seed 3, round {round}");
            Assert.That(slots.Select(slot => content[slot]), Is.EqualTo(parents), $"seed 3, round {round}");
            Assert.That(
                copies,
                Has.Count.LessThanOrEqualTo(parents.Length - parents.Distinct().Count(parent => parent < parents.Length)),
                "none is copied without need");
        }
    }

    private static (int[] Slots, List<(int From, int To)> Copies) Plan(int[] parents)
    {
        var slots = new int[parents.Length];
        var copies = new List<(int From, int To)>();
        RowPlan.Make(parents, slots, copies);
        return (slots, copies);
    }
}
