namespace Accelerated.Inference.Tests;

public sealed class ProblemTests
{
    [Test]
    public void Candidates_vote_themselves_by_default() => Assert.That(new Problem("q", ["a"]).References, Is.Null);
}
