namespace Accelerated.Inference.Extraction;

/// <summary>
/// Finds the answer that a text carries, such as the number at the end of a chain of reasoning. Immutable and safe for concurrent use.
/// </summary>
public interface IAnswerExtractor
{
    /// <summary>
    /// The specification that makes it: <c>last-number</c>, <c>regex:...</c> and so on; see <see cref="AnswerExtractor.Parse"/>.
    /// </summary>
    string Name { get; }

    /// <summary>Finds the answer; false where the text carries none, which is never taken for an empty or a zero answer.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="answer">The answer; numbers in the invariant culture, without thousands separators.</param>
    bool TryExtract(string text, out string answer);
}
