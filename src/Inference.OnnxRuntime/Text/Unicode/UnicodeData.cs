using System.Globalization;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// What normal forms need to know of characters. It comes with this library because processes without globalisation data, which small
/// containers are, leave texts as they are where they are asked to normalise them.
/// </summary>
internal sealed class UnicodeData
{
    private static readonly Lazy<UnicodeData> Loaded = new(() => new UnicodeData());

    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<int, (int[] Parts, bool IsCompatibility)> _decompositions = [];
    private readonly Dictionary<(int, int), int> _compositions = [];

    private UnicodeData()
    {
        using var stream = typeof(UnicodeData).Assembly.GetManifestResourceStream("normalization.txt")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine(); // what the fields are
        while (reader.ReadLine() is { } line)
        {
            Add(line.Split(';'));
        }
    }

    public static UnicodeData Instance => Loaded.Value;

    /// <summary>Where a character stands among those that follow a base character; 0 for a base character.</summary>
    public int CombiningClass(int code) => _classes.GetValueOrDefault(code);

    /// <summary>The characters that one is made of; null where it is not made of others.</summary>
    public int[]? Decomposition(int code, bool compatible) =>
        _decompositions.TryGetValue(code, out var found) && (compatible || !found.IsCompatibility) ? found.Parts : null;

    /// <summary>The character that two make; null where they make none.</summary>
    public int? Composition(int first, int second) => _compositions.TryGetValue((first, second), out var whole) ? whole : null;

    private void Add(string[] fields)
    {
        var code = int.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (fields[1].Length > 0)
        {
            _classes[code] = byte.Parse(fields[1], CultureInfo.InvariantCulture);
        }

        if (fields[2].Length == 0)
        {
            return;
        }

        var parts = fields[2].TrimStart('=', '-').Split(' ').Select(
            part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        _decompositions[code] = (parts, fields[2][0] == '=');
        if (fields[2][0] is not ('=' or '-'))
        {
            _compositions[(parts[0], parts[1])] = code;
        }
    }
}
