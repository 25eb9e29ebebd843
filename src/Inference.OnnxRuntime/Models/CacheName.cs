using System.Globalization;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>
/// What the name of a cache tensor says. Exports name them <c>past_key_values.0.key</c> and <c>present.0.key</c>,
/// <c>present_key_values.0.key</c>, <c>past_key_0</c>, <c>past.0.decoder.key</c> and in other ways of the same words.
/// </summary>
/// <param name="Layer">The layer.</param>
/// <param name="IsKey">Whether it has keys; else values.</param>
internal readonly record struct CacheName(int Layer, bool IsKey)
{
    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="firsts">What it may begin with.</param>
    /// <returns>The parts of the name; null where it does not name a cache tensor.</returns>
    public static CacheName? Read(string name, params ReadOnlySpan<string> firsts)
    {
        var words = name.Replace("key_value", "", StringComparison.Ordinal).Split(['.', '_', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !firsts.Contains(words[0]))
        {
            return null;
        }

        string[] kinds = [.. words.Where(word => word is "key" or "keys" or "k" or "value" or "values" or "v")];
        string[] layers = [.. words.Where(word => word.All(char.IsAsciiDigit))];
        return kinds is [var kind] && layers is [var layer]
            && int.TryParse(layer, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new CacheName(number, kind[0] == 'k')
            : null;
    }
}
