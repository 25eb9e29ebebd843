using System.Diagnostics.CodeAnalysis;

namespace Accelerated.Inference.Extraction;

/// <summary>A dictionary or list as Python prints it, which models write where JSON is asked for: <c>{'answer': True}</c>.</summary>
internal static class PythonLiteral
{
    private static readonly (byte[] Python, byte[] Json)[] Constants =
        [("True"u8.ToArray(), "true"u8.ToArray()), ("False"u8.ToArray(), "false"u8.ToArray()), ("None"u8.ToArray(), "null"u8.ToArray())];

    /// <summary>Rewrites the literal that begins at the first byte; false where none ends, or none of its marks is Python's.</summary>
    /// <param name="text">The text from the opening bracket on.</param>
    /// <param name="json">The same as JSON.</param>
    /// <param name="length">The literal's length in the text, or how much of it was looked at where none ends.</param>
    public static bool TryRewrite(ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? json, out int length)
    {
        (json, length) = (null, 0);
        if (!LooksLikePython(text))
        {
            return false;
        }

        var result = new List<byte>();
        var depth = 0;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is (byte)'\'' or (byte)'"')
            {
                at = CopyString(text, at, result);
                continue;
            }

            depth += c switch { (byte)'{' or (byte)'[' => 1, (byte)'}' or (byte)']' => -1, _ => 0 };
            if (TryConstant(text[at..], result, out var read))
            {
                at += read;
                continue;
            }

            result.Add(c);
            at++;
            if (depth == 0)
            {
                (json, length) = ([.. result], at);
                return true;
            }
        }

        length = text.Length;
        return false;
    }

    // A single quote after the bracket begins a key or an item.
    private static bool LooksLikePython(ReadOnlySpan<byte> text)
    {
        var rest = text[1..].TrimStart(" \t\r\n"u8);
        return rest is [(byte)'\'', ..];
    }

    private static int CopyString(ReadOnlySpan<byte> text, int at, List<byte> result)
    {
        var quote = text[at];
        result.Add((byte)'"');
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                result.AddRange(text[at] == '\'' ? "'"u8 : [(byte)'\\', text[at]]);
            }
            else
            {
                result.AddRange(text[at] == '"' ? "\\\""u8 : [text[at]]);
            }
        }

        result.Add((byte)'"');
        return at + 1;
    }

    private static bool TryConstant(ReadOnlySpan<byte> text, List<byte> result, out int read)
    {
        foreach (var (python, json) in Constants)
        {
            if (text.StartsWith(python))
            {
                result.AddRange(json);
                read = python.Length;
                return true;
            }
        }

        read = 0;
        return false;
    }
}
