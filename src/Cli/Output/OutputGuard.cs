using Accelerated.Metrics;
using Microsoft.Win32.SafeHandles;

namespace Accelerated.Cli.Output;

/// <summary>Refuses to write over what the run reads: its inputs, its model, and what standard input is redirected from.</summary>
internal sealed class OutputGuard
{
    private readonly List<(string Path, string Role)> _read = [];

    /// <summary>Adds files that are read, under any of their names; null and <c>-</c> are standard input, which always counts.</summary>
    public OutputGuard Add(string role, params IEnumerable<string?> paths)
    {
        _read.AddRange(paths.OfType<string>().Where(path => path is not ("" or "-")).Select(path => (path, role)));
        return this;
    }

    /// <summary>Fails if a file that is open for writing, and not yet cut, is one that is read.</summary>
    /// <param name="option">The option that named the file, for the message.</param>
    /// <param name="output">The file's path.</param>
    /// <param name="handle">The open file.</param>
    /// <exception cref="OptionException">It is.</exception>
    public void Require(string option, string output, SafeFileHandle handle) => Require(option, output, FileIdentity.OfHandle(handle));

    /// <summary>Fails if a file that would be written is one that is read.</summary>
    /// <exception cref="OptionException">It is.</exception>
    public void Require(string output) => Require("--output", output, FileIdentity.OfPath(output));

    private void Require(string option, string output, FileIdentity? identity)
    {
        var full = Path.GetFullPath(output);
        foreach (var (path, role) in _read)
        {
            if (Path.GetFullPath(path) == full || (identity is not null && FileIdentity.OfPath(path) == identity))
            {
                throw Overwritten(option, output, role);
            }
        }

        if (identity is not null && FileIdentity.OfStandardInput() == identity)
        {
            throw Overwritten(option, output, "input");
        }
    }

    private static OptionException Overwritten(string option, string output, string role) =>
        new(option.TrimStart('-'), $"'{output}' is the {role} and would be overwritten. Choose another {option}.");
}
