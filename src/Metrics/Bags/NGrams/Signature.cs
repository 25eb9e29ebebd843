using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// What a score of machine translation was computed with, in the fields of sacreBLEU (Post 2018), so that it may stand beside a published
/// score. The Unicode form, which sacreBLEU leaves alone, and the library's own version come last.
/// </summary>
internal static class Signature
{
    private const int UsualOrder = 4;

    private static string Version { get; } = typeof(Signature).Assembly.GetName().Version!.ToString(3);

    /// <summary>That of BLEU.</summary>
    public static string OfBleu(MetricOptions options)
    {
        var order = options.Number("order");
        var smooth = options.Text("smooth");
        smooth += smooth switch
        {
            "floor" => Bracketed(options.Number("floor")),
            "add-k" => Bracketed(options.Number("k")),
            _ => "",
        };
        return Join(
            options,
            "BLEU",
            $"case:{Case(options.Flag("lowercase"))}",
            $"eff:{YesNo(options.Flag("effective"))}",
            $"tok:{BleuTokenization.NameOf(options)}",
            $"smooth:{smooth}",
            order == UsualOrder ? "" : Text($"order:{order}"));
    }

    /// <summary>That of chrF.</summary>
    public static string OfChrF(MetricOptions options)
    {
        var words = (int)options.Number("words");
        return Join(
            options,
            Text($"chrF{options.Number("beta")}") + new string('+', words),
            $"case:{Case(options.Flag("lowercase"))}",
            $"eff:{YesNo(!options.Flag("eps"))}",
            Text($"nc:{options.Number("order")}"),
            Text($"nw:{words}"),
            $"space:{YesNo(options.Flag("space"))}");
    }

    /// <summary>That of the translation edit rate.</summary>
    public static string OfTer(MetricOptions options) => Join(
        options, "TER", $"case:{Case(!options.Flag("case-sensitive"))}", "tok:tercom", "norm:no", "punct:yes", "asian:no");

    private static string Join(MetricOptions options, string name, params string[] fields)
    {
        var form = options.Text(TextOptions.Normalize.Name);
        return string.Join(
            '|',
            [name, "nrefs:1", .. fields.Where(field => field.Length > 0), $"form:{form}", $"version:accelerated-{Version}"]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Bracketed(double value) => Text($"[{value:0.00}]");

    private static string Case(bool lower) => lower ? "lc" : "mixed";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
