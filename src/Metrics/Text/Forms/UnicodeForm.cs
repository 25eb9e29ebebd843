namespace Accelerated.Metrics;

/// <summary>How characters that can be written in several ways are made one (Unicode Standard Annex 15).</summary>
internal enum UnicodeForm
{
    /// <summary>Texts stay as they are.</summary>
    AsGiven,

    /// <summary>NFC: letters and their accents are one code point where there is one.</summary>
    Composed,

    /// <summary>NFKC: so are full-width and plain letters, ligatures and their letters, and the like.</summary>
    CompatibilityComposed,
}
