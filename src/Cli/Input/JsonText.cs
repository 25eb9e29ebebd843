using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Accelerated.Cli.Input;

/// <summary>Decodes JSON strings; each lone surrogate is replaced by U+FFFD, here only, and counted.</summary>
internal static class JsonText
{
    /// <summary>Reads the string at <paramref name="reader"/>.</summary>
    /// <param name="reader">The reader, at a string or a property name.</param>
    /// <param name="replaced">Increased by the number of lone surrogates.</param>
    public static string Read(ref Utf8JsonReader reader, ref long replaced)
    {
        var raw = reader.ValueSpan;
        if (!Utf8.IsValid(raw))
        {
            throw new BadLineException("the text is not valid UTF-8; save the file as UTF-8");
        }

        return reader.ValueIsEscaped ? Unescape(raw, ref replaced) : Encoding.UTF8.GetString(raw);
    }

    private static string Unescape(ReadOnlySpan<byte> raw, ref long replaced)
    {
        var text = new StringBuilder(raw.Length);
        while (!raw.IsEmpty)
        {
            var escape = raw.IndexOf((byte)'\\');
            if (escape != 0)
            {
                var plain = escape < 0 ? raw : raw[..escape];
                text.Append(Encoding.UTF8.GetString(plain));
                raw = raw[plain.Length..];
                continue;
            }

            if (raw[1] != 'u')
            {
                text.Append(raw[1] switch
                {
                    (byte)'n' => '\n',
                    (byte)'t' => '\t',
                    (byte)'r' => '\r',
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    var letter => (char)letter,
                });
                raw = raw[2..];
                continue;
            }

            var unit = Unit(raw);
            raw = raw[6..];
            if (char.IsHighSurrogate(unit) && raw.StartsWith("\\u"u8) && char.IsLowSurrogate(Unit(raw)))
            {
                text.Append(unit).Append(Unit(raw));
                raw = raw[6..];
            }
            else if (char.IsSurrogate(unit))
            {
                text.Append('\uFFFD');
                replaced++;
            }
            else
            {
                text.Append(unit);
            }
        }

        return text.ToString();
    }

    // The JSON reader has checked that four hexadecimal digits follow.
    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
