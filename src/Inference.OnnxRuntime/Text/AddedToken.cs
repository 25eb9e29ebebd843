namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>A token that was added to a tokenizer beside its pieces.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, and the text that it stands for where it is not special.</param>
/// <param name="IsSpecial">Whether no text produces it: start and end of a text, turns of a chat. Else any text with its name does.</param>
internal sealed record AddedToken(int Id, string Name, bool IsSpecial)
{
    /// <summary>Whether white space before it belongs to it.</summary>
    public bool TakesSpaceBefore { get; init; }

    /// <summary>Whether white space after it belongs to it.</summary>
    public bool TakesSpaceAfter { get; init; }

    /// <summary>Whether it is found only where no letter, digit or underscore is beside it.</summary>
    public bool IsWholeWord { get; init; }

    /// <summary>
    /// What an answer that has it shows: the tags of a reasoning are kept apart by their text, other special tokens have none.
    /// </summary>
    public string Text => IsSpecial && Name is not (Reasoning.Start or Reasoning.End) ? "" : Name;
}
