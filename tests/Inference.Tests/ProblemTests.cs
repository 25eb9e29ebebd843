namespace Accelerated.Inference.Tests;

public sealed class ProblemTests
{
    [Test]
    public void Candidates_are_their_own_references_by_default() => Assert.That(new Problem("q", ["a"]).References, Is.Null);
}
