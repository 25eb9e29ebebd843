using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// The characters that stand for bytes in byte-level vocabularies (Radford et al. 2019): those that can be seen stand for themselves, the
/// others are moved to U+0100 and on.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = new char[256];
    private static readonly Dictionary<char, byte> Bytes = [];

    static ByteAlphabet()
    {
        var moved = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var character = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : (char)moved++;
            Characters[value] = character;
            Bytes[character] = (byte)value;
        }
    }

    /// <summary>The character of a byte.</summary>
    public static char Of(byte value) => Characters[value];

    /// <summary>A text's bytes, a character each.</summary>
    public static string Write(string text) => string.Create(Encoding.UTF8.GetByteCount(text), text, static (span, text) =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Characters[bytes[i]];
        }
    });

    /// <summary>The bytes of a token's name; a name with other characters stands for itself.</summary>
    public static byte[] Read(string name)
    {
        var bytes = new byte[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            if (!Bytes.TryGetValue(name[i], out bytes[i]))
            {
                return Encoding.UTF8.GetBytes(name);
            }
        }

        return bytes;
    }
}
