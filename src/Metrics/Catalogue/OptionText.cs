using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>Options' values as specifications write them.</summary>
internal static class OptionText
{
    public static string Of(object value) => value switch
    {
        BleuSmoothing.Exponential => "exp",
        BleuSmoothing.AddK => "add-k",
        BleuTokens.Standard => "auto",
        BleuTokens.Words => "none",
        BleuTokens.Characters => "char",
        BleuTokens.International => "intl",
        BleuTokens.Chinese => "zh",
        RougeAlphabet.Ascii => "rouge-score",
        RougeAlphabet.Unicode => "words",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString()!.ToLowerInvariant(),
    };

    /// <summary>The metric of a name and options as values; its full name lists those that are not the default.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public static Metric Create(string name, params ReadOnlySpan<(string Key, object Value)> options)
    {
        var definition = MetricCatalogue.Find(name);
        var given = new Dictionary<string, string>();
        foreach (var (key, value) in options)
        {
            var text = Of(value);
            if (text != definition.Options.First(option => option.Name == key).Default)
            {
                given.Add(key, text);
            }
        }

        var fullName = given.Count == 0 ? name : $"{name}:{string.Join(',', given.Select(option => $"{option.Key}={option.Value}"))}";
        return MetricCatalogue.Create(definition, fullName, given);
    }
}
