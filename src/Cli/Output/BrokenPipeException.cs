namespace Accelerated.Cli.Output;

/// <summary>The reader of the output has closed it, as <c>head</c> does, which ends the run without a message.</summary>
internal sealed class BrokenPipeException(Exception cause) : Exception("The reader has closed the output.", cause)
{
    private const int BrokenPipeOnUnix = 32;
    private const int NoDataOnWindows = unchecked((int)0x800700E8);
    private const int BrokenPipeOnWindows = unchecked((int)0x8007006D);

    /// <summary>Whether an error means a broken pipe.</summary>
    public static bool Is(IOException e) => e.HResult is BrokenPipeOnUnix or NoDataOnWindows or BrokenPipeOnWindows;
}
