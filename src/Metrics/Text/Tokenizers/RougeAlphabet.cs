namespace Accelerated.Metrics;

/// <summary>Which characters belong to a word; all others separate words.</summary>
public enum RougeAlphabet
{
    /// <summary>
    /// The letters, marks and digits of every script; of scripts without blanks, such as Chinese, each character is a word.
    /// </summary>
    Auto,

    /// <summary>a-z and 0-9 only, as the package rouge-score has it: an accent cuts a word.</summary>
    Ascii,

    /// <summary>The letters, marks and digits of every script, whether it has blanks or not.</summary>
    Unicode,
}
