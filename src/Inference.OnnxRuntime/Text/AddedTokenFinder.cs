using System.Buffers;
using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Finds tokens in a text by their names: the first, and the longest of those that begin at one offset.</summary>
internal sealed class AddedTokenFinder
{
    private readonly Dictionary<char, AddedToken[]> _byFirst;
    private readonly SearchValues<char> _firsts;

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        _byFirst = tokens.Where(token => token.Name.Length > 0).GroupBy(token => token.Name[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Name.Length).ToArray());
        _firsts = SearchValues.Create([.. _byFirst.Keys]);
    }

    /// <summary>The sections of a text and the tokens between them, in order; no section is empty.</summary>
    public IEnumerable<(string Section, AddedToken? Token)> Cut(string text)
    {
        var from = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at))
        {
            if (At(text, at) is not { } token)
            {
                at++;
                continue;
            }

            var section = text[from..at];
            section = token.TakesSpaceBefore ? section.TrimEnd() : section;
            if (section.Length > 0)
            {
                yield return (section, null);
            }

            yield return (token.Name, token);
            at += token.Name.Length;
            while (token.TakesSpaceAfter && at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            from = at;
        }

        if (from < text.Length)
        {
            yield return (text[from..], null);
        }
    }

    private int Next(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(_firsts);
        return at < 0 ? -1 : from + at;
    }

    private AddedToken? At(string text, int at) => Array.Find(
        _byFirst[text[at]],
        token => string.CompareOrdinal(text, at, token.Name, 0, token.Name.Length) == 0
            && !(token.IsWholeWord && (IsWord(Before(text, at)) || IsWord(After(text, at + token.Name.Length)))));

    private static Rune? Before(string text, int at) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var rune, out _) == OperationStatus.Done ? rune : null;

    private static Rune? After(string text, int at) =>
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _) == OperationStatus.Done ? rune : null;

    private static bool IsWord(Rune? rune) => rune is { } letter && (Rune.IsLetterOrDigit(letter) || letter.Value == '_');
}
