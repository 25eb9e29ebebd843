using System.Text;
using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Cuts pieces of a text into smaller ones; the first piece begins the text.</summary>
internal delegate IEnumerable<string> CutStep(IReadOnlyList<string> pieces, TextPosition position);

/// <summary>Reads the pre-tokenizer of a tokenizer.json.</summary>
internal static class PreTokenizerJson
{
    /// <summary>How GPT-2 cuts a text into words (Radford et al. 2019).</summary>
    public const string Gpt2Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The step; nothing is cut where there is none.</summary>
    /// <exception cref="NotSupportedException">A kind is not known.</exception>
    public static CutStep Read(JsonElement? preTokenizer) => preTokenizer is not { } json ? (pieces, _) => pieces : json.Text("type") switch
    {
        "Sequence" => Sequence([.. json.GetProperty("pretokenizers").EnumerateArray().Select(item => Read(item))]),
        "ByteLevel" => ByteLevel(json.Flag("add_prefix_space", true), json.Flag("use_regex", true) ? new SplitPattern(Gpt2Words) : null),
        "Metaspace" => Metaspace(
            json.Text("replacement") ?? "\u2581",
            json.Text("prepend_scheme") ?? (json.Flag("add_prefix_space", true) ? "always" : "never"),
            json.Flag("split", true)),
        "Split" => Split(Pattern(json), Behavior(json), json.Flag("invert")),
        "Whitespace" => Split(new SplitPattern(@"[\w\u200C\u200D]+|[^\w\s\u200C\u200D]+"), SplitBehavior.Removed, inverts: true),
        "WhitespaceSplit" => Each(Rune.IsWhiteSpace, SplitBehavior.Removed),
        "BertPreTokenizer" => Sequence(
            [Each(Rune.IsWhiteSpace, SplitBehavior.Removed), Each(BertText.IsPunctuation, SplitBehavior.Isolated)]),
        "Punctuation" => Each(BertText.IsPunctuation, json.Get("behavior") is null ? SplitBehavior.Isolated : Behavior(json)),
        "Digits" => Each(Rune.IsNumber, json.Flag("individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "CharDelimiterSplit" => Split(
            new SplitPattern(System.Text.RegularExpressions.Regex.Escape(json.Text("delimiter") ?? "")),
            SplitBehavior.Removed,
            inverts: false),
        var kind => throw new NotSupportedException($"its pre-tokenizer '{kind}' is not known"),
    };

    /// <summary>The expression of a step: given as one, or as a text to look for.</summary>
    public static SplitPattern Pattern(JsonElement json)
    {
        var pattern = json.GetProperty("pattern");
        return pattern.Text("Regex") is { } expression ? new SplitPattern(expression)
            : pattern.Text("String") is { } text ? new SplitPattern(System.Text.RegularExpressions.Regex.Escape(text))
            : throw new NotSupportedException($"its pattern {pattern.GetRawText()} is neither a String nor a Regex");
    }

    /// <summary>The bytes of each piece, a character each, after it was cut into words.</summary>
    public static CutStep ByteLevel(bool addsSpace, SplitPattern? words) => (pieces, position) => pieces.SelectMany((piece, i) =>
    {
        piece = addsSpace && !(i == 0 && position == TextPosition.Continuation) && !piece.StartsWith(' ') ? " " + piece : piece;
        return (words is null ? [piece] : Cuts.Make(piece, words.Find(piece), SplitBehavior.Isolated)).Select(ByteAlphabet.Write);
    });

    /// <summary>Cuts at an expression.</summary>
    public static CutStep Split(SplitPattern pattern, SplitBehavior behavior, bool inverts) => (pieces, _) => pieces.SelectMany(piece =>
    {
        var parts = pattern.Find(piece);
        return Cuts.Make(piece, inverts ? parts.ConvertAll(part => part with { IsMatch = !part.IsMatch }) : parts, behavior);
    });

    /// <summary>One step after the other.</summary>
    public static CutStep Sequence(params CutStep[] steps) => (pieces, position) =>
    {
        foreach (var step in steps)
        {
            pieces = [.. step(pieces, position)];
        }

        return pieces;
    };

    private static CutStep Each(Func<Rune, bool> matches, SplitBehavior behavior) =>
        (pieces, _) => pieces.SelectMany(piece => Cuts.Make(piece, Cuts.Find(piece, matches), behavior));

    private static CutStep Metaspace(string replacement, string scheme, bool cuts)
    {
        Func<int, TextPosition, bool> isPrefixed = scheme switch
        {
            "always" => (piece, position) => piece > 0 || position != TextPosition.Continuation,
            "first" => (piece, position) => piece == 0 && position == TextPosition.Start,
            "never" => (_, _) => false,
            _ => throw new NotSupportedException($"its prepend_scheme '{scheme}' is not known"),
        };
        var marker = Rune.GetRuneAt(replacement, 0);
        return (pieces, position) => pieces.SelectMany((piece, i) =>
        {
            piece = piece.Replace(" ", replacement, StringComparison.Ordinal);
            piece = isPrefixed(i, position) && !piece.StartsWith(replacement, StringComparison.Ordinal) ? replacement + piece : piece;
            return cuts ? Cuts.Make(piece, Cuts.Find(piece, rune => rune == marker), SplitBehavior.MergedWithNext) : [piece];
        });
    }

    private static SplitBehavior Behavior(JsonElement json) => Enum.TryParse<SplitBehavior>(json.Text("behavior"), out var behavior)
        ? behavior
        : throw new NotSupportedException($"its split behavior '{json.Text("behavior")}' is not known");
}
