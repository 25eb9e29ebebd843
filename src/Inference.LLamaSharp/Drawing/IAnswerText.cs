namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>Turns the tokens of one answer into text as they come.</summary>
internal interface IAnswerText
{
    /// <summary>What the token adds to the text; empty while a character is incomplete.</summary>
    string Add(int token);
}
