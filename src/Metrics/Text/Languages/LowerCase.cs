using System.Text;

namespace Accelerated.Metrics;

/// <summary>Lower case of single characters, the same on every machine.</summary>
internal static class LowerCase
{
    /// <summary>The lower case of a UTF-16 unit.</summary>
    public static char Of(char c, CaseFolding folding) => c switch
    {
        'ς' => 'σ',
        'I' when folding == CaseFolding.Turkish => 'ı',
        'İ' when folding == CaseFolding.Turkish => 'i',
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>The lower case of a code point.</summary>
    public static Rune Of(Rune rune, CaseFolding folding) =>
        rune.IsBmp ? new Rune(Of((char)rune.Value, folding)) : Rune.ToLowerInvariant(rune);
}
