using System.Text;

namespace Accelerated.Cli.Output;

/// <summary>Text that fits a terminal: lines break at blanks, and words only where a whole line is too short for them.</summary>
internal static class WrappedText
{
    private const int Hanging = 2;

    /// <summary>Lines of text; what continues a line is indented by two columns more.</summary>
    public static string Of(string text, int width) => string.Join('\n', text.Split('\n').SelectMany(line => Lines(line, width)));

    /// <summary>The lines of one line, which is kept as it is where it fits.</summary>
    /// <param name="line">The line, without control characters.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="indent">Columns before what continues it; null for two more than its own.</param>
    /// <param name="mark">What ends a line that is continued, e.g. a backslash of a shell.</param>
    public static IEnumerable<string> Lines(string line, int width, int? indent = null, string mark = "")
    {
        if (ShownText.ColumnsOf(line) <= width)
        {
            yield return line;
            yield break;
        }

        var own = line.Length - line.TrimStart(' ').Length;
        var hanging = Math.Min(indent ?? own + Hanging, width / 2);
        var room = Math.Max(1, width - mark.Length);
        var shown = new StringBuilder().Append(' ', Math.Min(own, width / 2));
        var (used, hasWord) = (shown.Length, false);
        foreach (var word in line.TrimStart(' ').Split(' '))
        {
            var rest = word;
            if (hasWord && used + 1 + ShownText.ColumnsOf(rest) > room)
            {
                yield return Next();
            }

            while (!hasWord && used + ShownText.ColumnsOf(rest) > room)
            {
                var kept = ShownText.PrefixOf(rest, room - used);
                shown.Append(rest, 0, kept);
                rest = rest[kept..];
                yield return Next();
            }

            shown.Append(hasWord ? " " : "").Append(rest);
            used += (hasWord ? 1 : 0) + ShownText.ColumnsOf(rest);
            hasWord = true;
        }

        yield return shown.ToString();

        string Next()
        {
            var finished = shown.ToString().TrimEnd(' ') + mark;
            shown.Clear().Append(' ', hanging);
            (used, hasWord) = (hanging, false);
            return finished;
        }
    }
}
