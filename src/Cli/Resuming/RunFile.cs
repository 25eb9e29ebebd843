using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Resuming;

/// <summary>
/// The file beside an output that says what run makes it. Open as long as the run writes, so that no second one adds to the same output.
/// </summary>
internal sealed class RunFile : IDisposable
{
    private readonly FileStream _file;

    private RunFile(FileStream file) => _file = file;

    /// <summary>The name of the file beside an output.</summary>
    public static string PathOf(string output) => output + ".run";

    /// <summary>Opens the file, and writes or compares what it says.</summary>
    /// <param name="output">The output.</param>
    /// <param name="description">The run.</param>
    /// <param name="guard">What must not be overwritten.</param>
    /// <exception cref="OptionException">The output was made by another run, or it is not known by which.</exception>
    /// <exception cref="ToolException">The file cannot be written, or another run has it open.</exception>
    public static RunFile Open(string output, RunDescription description, OutputGuard guard)
    {
        var path = PathOf(output);
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new ToolException($"Cannot write '{path}': it is a link. Remove it, or choose another --output.");
        }

        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"Cannot write '{path}': {Opening.Reason(path, e)}. If another run writes '{output}', wait for it; else choose another "
                + "--output.",
                e);
        }

        try
        {
            guard.Require("--output", path, file.SafeFileHandle);
            Compare(file, output, description);
            return new RunFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The description beside an output; null if there is none.</summary>
    public static RunDescription? Read(string output)
    {
        try
        {
            return RunDescription.Parse(File.ReadAllBytes(PathOf(output)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes the file beside an output that is to be replaced, so that no run goes on with results of another.</summary>
    /// <param name="output">The output; null or <c>-</c> for standard output.</param>
    /// <param name="guard">What must not be lost.</param>
    /// <exception cref="OptionException">The file is one that is read.</exception>
    /// <exception cref="ToolException">A run that can be resumed writes the output now.</exception>
    public static void Discard(string? output, OutputGuard guard)
    {
        if (output is null or "-" || !File.Exists(PathOf(output)))
        {
            return;
        }

        var path = PathOf(output);
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                var text = new byte[file.Length];
                file.ReadExactly(text);
                if (RunDescription.Parse(text) is not { IsOwn: true })
                {
                    return; // a file of the user's
                }

                guard.Require("--output", path, file.SafeFileHandle);
            }

            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"Cannot replace '{output}': {Opening.Reason(path, e)}. If another run writes it, wait for it; else choose another "
                + "--output.",
                e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Compare(FileStream file, string output, RunDescription description)
    {
        var text = new byte[file.Length];
        file.ReadExactly(text);
        if (RunDescription.Parse(text) is { } former)
        {
            if (former.Difference(description) is { } difference)
            {
                throw new OptionException(
                    "resume",
                    $"'{output}' cannot be resumed {difference}. Use the same options, or choose another --output.");
            }

            return;
        }

        // An interrupt right after the file was made leaves it empty.
        if (File.Exists(output) && new FileInfo(output).Length > 0)
        {
            throw new OptionException(
                "resume",
                $"'{output}' has results, and '{PathOf(output)}' does not say of what run. Begin with --resume and another --output.");
        }

        file.SetLength(0);
        file.Write(description.ToJson().Span);
        file.Flush(flushToDisk: true);
    }
}
