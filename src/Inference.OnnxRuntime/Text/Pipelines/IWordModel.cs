namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Turns a word, which is what a text is cut into, into token ids.</summary>
internal interface IWordModel
{
    /// <summary>Appends the ids of a word that is not empty.</summary>
    void Encode(string word, List<int> ids);
}
