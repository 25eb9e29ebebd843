namespace Accelerated.Metrics;

/// <summary>
/// How numbers are written where a text alone does not say: whether one comma or point before three digits groups them
/// (<c>1,234</c>, <c>1.234</c>). Everything else is read alike: <c>1.234,5</c>, <c>3,5</c> and <c>1 234</c> can be read in one way only.
/// </summary>
/// <param name="Name">The name in options.</param>
/// <param name="CommaGroups">Whether <c>1,234</c> is 1234; else it is 1.234.</param>
/// <param name="PointGroups">Whether <c>1.234</c> is 1234; else it is 1.234.</param>
/// <param name="IsChosen">Whether the user chose it, so that its reading is no guess.</param>
/// <param name="HasLongScale">Whether a billion is a million millions.</param>
internal sealed record NumberLocale(string Name, bool CommaGroups, bool PointGroups, bool IsChosen = true, bool HasLongScale = false)
{
    /// <summary>The usual way: as programs write numbers, with commas that group.</summary>
    public static NumberLocale Invariant { get; } = new("invariant", CommaGroups: true, PointGroups: false, IsChosen: false);

    /// <summary>For each problem as its unambiguous numbers are written; invariant where they disagree or there are none.</summary>
    public static NumberLocale Auto { get; } = Invariant with { Name = "auto" };

    private static readonly string[] PointDecimals = ["en", "in", "ja", "zh", "ko", "th", "he", "ms"];
    private static readonly string[] CommaDecimalsPointGroups =
        ["de", "es", "it", "nl", "pt", "tr", "id", "da", "el", "vi", "ro", "hr", "sl", "sr"];
    private static readonly string[] CommaDecimals =
        ["fr", "ru", "pl", "sv", "cs", "sk", "fi", "nb", "no", "uk", "hu", "bg", "lt", "lv", "et"];

    /// <summary>Swiss numbers group with apostrophes, so that a comma or a point is always the decimal one.</summary>
    private static readonly string[] NoGroupingByCommaOrPoint = ["ch"];

    private static readonly Dictionary<string, NumberLocale> Known = new[] { Invariant, Auto }
        .Concat(PointDecimals.Select(name => new NumberLocale(name, CommaGroups: true, PointGroups: false)))
        .Concat(CommaDecimalsPointGroups.Select(name => new NumberLocale(name, CommaGroups: false, PointGroups: true, HasLongScale: true)))
        .Concat(CommaDecimals.Concat(NoGroupingByCommaOrPoint)
            .Select(name => new NumberLocale(name, CommaGroups: false, PointGroups: false, HasLongScale: true)))
        .ToDictionary(locale => locale.Name);

    /// <summary>The names, those of the usual way first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys];

    /// <summary>The locale of a name; null where there is none.</summary>
    public static NumberLocale? Of(string name) => Known.GetValueOrDefault(name);
}
