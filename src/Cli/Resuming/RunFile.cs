using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Resuming;

/// <summary>
/// The file beside an output that says what run makes it. Open as long as the run writes, so that no other run adds to the output or
/// replaces it.
/// </summary>
internal sealed class RunFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly RunDescription? _next;
    private bool _isKept;

    private RunFile(FileStream file, string path, RunDescription? next, bool isKept) =>
        (_file, _path, _next, _isKept) = (file, path, next, isKept);

    /// <summary>The name of the file beside an output.</summary>
    public static string PathOf(string output) => output + ".run";

    /// <summary>For a run that goes on with an output: writes or compares what run it is of.</summary>
    /// <param name="output">The output.</param>
    /// <param name="description">The run.</param>
    /// <param name="guard">What must not be overwritten.</param>
    /// <exception cref="OptionException">The output was made by another run, or it is not known by which.</exception>
    /// <exception cref="ToolException">The file cannot be written, or another run has it open.</exception>
    public static RunFile Resume(string output, RunDescription description, OutputGuard guard)
    {
        var (file, path, isNew) = Open(output, guard);
        try
        {
            var former = Parse(file, path);
            if (!HasResults(output))
            {
                Write(file, description);
            }
            else if (former is null)
            {
                throw new OptionException(
                    "resume", $"'{output}' has results, and '{path}' does not say of what run. Begin with --resume and another --output.");
            }
            else if (former.Difference(description) is { } difference)
            {
                throw new OptionException(
                    "resume", $"'{output}' cannot be resumed {difference}. Use the same options, or choose another --output.");
            }

            return new RunFile(file, path, description, isKept: true);
        }
        catch
        {
            Close(file, path, isNew);
            throw;
        }
    }

    /// <summary>
    /// For a run that replaces an output, so that no later one goes on with results of another; null where no run is known to be its.
    /// </summary>
    /// <param name="output">The output; null or <c>-</c> for standard output.</param>
    /// <param name="description">The run; null for one that nothing goes on with.</param>
    /// <param name="guard">What must not be overwritten.</param>
    /// <exception cref="OptionException">The file is one that is read.</exception>
    /// <exception cref="ToolException">The file cannot be written, or another run has it open.</exception>
    public static RunFile? Replace(string? output, RunDescription? description, OutputGuard guard)
    {
        if (output is null or "-" || (description is null && !IsOwn(output)))
        {
            return null;
        }

        var (file, path, isNew) = Open(output, guard);
        try
        {
            _ = Parse(file, path);
            return new RunFile(file, path, description, isKept: !isNew);
        }
        catch
        {
            Close(file, path, isNew);
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

    /// <summary>To be called right before the first result replaces what the output had.</summary>
    public void Replaced()
    {
        _isKept = _next is not null;
        if (_next is not null)
        {
            Write(_file, _next);
        }
        else
        {
            _file.SetLength(0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close(_file, _path, isRemoved: !_isKept);

    // A run that writes the output has the file open.
    private static bool IsOwn(string output)
    {
        try
        {
            return File.Exists(PathOf(output)) && RunDescription.Parse(File.ReadAllBytes(PathOf(output))) is not null;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static (FileStream File, string Path, bool IsNew) Open(string output, OutputGuard guard)
    {
        var path = PathOf(output);
        if (FileIdentity.IsSpecial(output))
        {
            throw new ToolException($"Cannot go on with '{output}': it is no regular file. Choose another --output.");
        }

        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new ToolException($"Cannot write '{path}': it is a link. Remove it, or choose another --output.");
        }

        var isNew = !Path.Exists(path);
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
            return (file, path, isNew);
        }
        catch
        {
            Close(file, path, isNew);
            throw;
        }
    }

    // An interrupt right after the file was made leaves it empty.
    private static RunDescription? Parse(FileStream file, string path)
    {
        var text = new byte[file.Length];
        file.ReadExactly(text);
        return text.Length == 0 ? null : RunDescription.Parse(text) ?? throw new ToolException(
            $"Cannot write '{path}': it is not a file of this tool. Move it, or choose another --output.");
    }

    private static bool HasResults(string output)
    {
        try
        {
            using var file = new FileStream(output, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return file.Length > 0;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static void Write(FileStream file, RunDescription description)
    {
        file.SetLength(0);
        file.Write(description.ToJson().Span);
        file.Flush(flushToDisk: true);
    }

    private static void Close(FileStream file, string path, bool isRemoved)
    {
        file.Dispose();
        if (isRemoved)
        {
            File.Delete(path);
        }
    }
}
