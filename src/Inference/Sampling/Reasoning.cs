namespace Accelerated.Inference;

/// <summary>The reasoning that some models write before their answer, between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
internal static class Reasoning
{
    public const string Start = "<think>";
    public const string End = "</think>";

    /// <summary>Whether a text before the answer ends with an opened reasoning.</summary>
    public static bool IsOpen(string text) => text.AsSpan().TrimEnd().EndsWith(Start, StringComparison.Ordinal);

    /// <summary>Whether an answer begins with a reasoning; null while it is too short to decide.</summary>
    public static bool? Begins(string text)
    {
        var answer = text.AsSpan().TrimStart();
        return answer.StartsWith(Start, StringComparison.Ordinal) ? true
            : Start.AsSpan().StartsWith(answer, StringComparison.Ordinal) ? null
            : false;
    }

    /// <summary>What a text says behind its reasoning; one that never ends its reasoning says nothing.</summary>
    public static string Without(string text)
    {
        var end = text.LastIndexOf(End, StringComparison.Ordinal);
        if (end >= 0)
        {
            return text[(end + End.Length)..];
        }

        return Begins(text) == true ? "" : text;
    }
}
