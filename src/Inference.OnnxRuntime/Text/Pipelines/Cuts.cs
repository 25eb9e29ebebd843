using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Cuts a text at what is found in it.</summary>
internal static class Cuts
{
    /// <summary>The pieces of a text; none is empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">Its parts, found and not, in order and without gaps.</param>
    /// <param name="behavior">What becomes of those found.</param>
    public static IEnumerable<string> Make(string text, List<(int Start, int End, bool IsMatch)> parts, SplitBehavior behavior)
    {
        var pieces = new List<(int Start, int End)>();
        var wasMatch = false;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[behavior == SplitBehavior.MergedWithNext ? parts.Count - 1 - i : i];
            var joins = i > 0 && behavior switch
            {
                SplitBehavior.Contiguous => part.IsMatch == wasMatch,
                SplitBehavior.MergedWithPrevious or SplitBehavior.MergedWithNext => part.IsMatch && !wasMatch,
                _ => false,
            };
            if (joins)
            {
                pieces[^1] = (Math.Min(pieces[^1].Start, part.Start), Math.Max(pieces[^1].End, part.End));
            }
            else if (!(part.IsMatch && behavior == SplitBehavior.Removed))
            {
                pieces.Add((part.Start, part.End));
            }

            wasMatch = part.IsMatch;
        }

        return pieces.Order().Where(piece => piece.End > piece.Start).Select(piece => text[piece.Start..piece.End]);
    }

    /// <summary>The parts of a text by a property of its characters: each that has it is a part.</summary>
    public static List<(int Start, int End, bool IsMatch)> Find(string text, Func<Rune, bool> matches)
    {
        var parts = new List<(int Start, int End, bool IsMatch)>();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var end = Math.Min(text.Length, at + rune.Utf16SequenceLength);
            var isMatch = matches(rune);
            if (!isMatch && parts is [.., { IsMatch: false } last])
            {
                parts[^1] = last with { End = end };
            }
            else
            {
                parts.Add((at, end, isMatch));
            }

            at = end;
        }

        return parts;
    }
}
