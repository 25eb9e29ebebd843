namespace Accelerated.Metrics;

/// <summary>Which characters belong to a word; all others separate words.</summary>
public enum RougeAlphabet
{
    /// <summary>
    /// a-z and 0-9, and the letters, marks and digits of scripts other than Latin: Latin text is cut as in <see cref="Ascii"/>.
    /// </summary>
    Auto,

    /// <summary>a-z and 0-9 only, as the customary implementation has it.</summary>
    Ascii,

    /// <summary>The letters, marks and digits of every script.</summary>
    Unicode,
}
