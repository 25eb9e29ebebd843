using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>Keeps llama.cpp's log off the terminal, and the last of its complaints for error messages.</summary>
internal static class LlamaLog
{
    private const int Kept = 4;
    private static readonly Queue<string> Errors = new();

    /// <summary>The last errors, oldest first; null without errors.</summary>
    public static string? LastErrors
    {
        get
        {
            lock (Errors)
            {
                return Errors.Count == 0 ? null : string.Join("; ", Errors);
            }
        }
    }

    /// <summary>Takes the log over; before the native library is loaded.</summary>
    public static void Attach() => NativeLogConfig.llama_log_set(Receive);

    /// <summary>Forgets earlier complaints.</summary>
    public static void Clear()
    {
        lock (Errors)
        {
            Errors.Clear();
        }
    }

    private static void Receive(LLamaLogLevel level, string message)
    {
        var text = message.Trim();
        if (level != LLamaLogLevel.Error || text.Length == 0)
        {
            return;
        }

        lock (Errors)
        {
            Errors.Enqueue(text.TrimEnd('.'));
            if (Errors.Count > Kept)
            {
                Errors.Dequeue();
            }
        }
    }
}
