namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Turns the tokens of one answer into text as they come.</summary>
internal interface ITokenReader
{
    /// <summary>What the next token adds to the text; empty while a character is incomplete.</summary>
    string Read(int token);
}
