namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>A vocabulary of whole words.</summary>
/// <param name="vocabulary">The words.</param>
/// <param name="unknown">The id of all others.</param>
internal sealed class WholeWords(IReadOnlyDictionary<string, int> vocabulary, int unknown) : IWordModel
{
    public void Encode(string word, List<int> ids) => ids.Add(vocabulary.TryGetValue(word, out var id) ? id : unknown);
}
