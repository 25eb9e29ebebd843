using System.Globalization;
using System.Text;

namespace Accelerated.Cli.Output;

/// <summary>Makes file names from ids, which may contain anything, even a path out of the folder.</summary>
internal static class FileNames
{
    private const int LongestName = 200;

    private static readonly HashSet<string> ReservedOnWindows = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => (string[])[$"COM{i}", $"LPT{i}"])],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The id with every character but letters, digits, '-', '_' and inner '.' replaced by '_', cut to 200 bytes of UTF-8.
    /// </summary>
    public static string Of(string id)
    {
        var name = new StringBuilder();
        var bytes = 0;
        foreach (var rune in id.EnumerateRunes())
        {
            var allowed = Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' || (rune.Value == '.' && name.Length > 0);
            var written = allowed ? rune : new Rune('_');
            bytes += written.Utf8SequenceLength;
            if (bytes > LongestName)
            {
                break;
            }

            name.Append(written.ToString());
        }

        var text = name.Length == 0 ? "_" : name.ToString();
        return ReservedOnWindows.Contains(text.Split('.')[0]) ? "_" + text : text;
    }

    /// <summary>A form that is equal for names that some file systems do not distinguish.</summary>
    public static string Folded(string name) => name.Normalize(NormalizationForm.FormC).ToLower(CultureInfo.InvariantCulture);
}
