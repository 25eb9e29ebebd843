using System.Text;

namespace Accelerated.Cli.Output;

/// <summary>Standard error; if it fails, e.g. on a full disk, messages are lost but results are not.</summary>
/// <param name="writer">Disposed with it.</param>
/// <param name="width">The terminal's width in columns, at which whole lines are wrapped between words; null for a file or a pipe.</param>
internal sealed class Messages(TextWriter writer, int? width = null) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) =>
        Try(() => writer.WriteLine(width is { } columns && value is not null ? WrappedText.Of(value, columns) : value));

    /// <inheritdoc/>
    public override void Flush() => Try(writer.Flush);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Try(writer.Dispose);
        }

        base.Dispose(disposing);
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // nowhere left to report it; the exit code still does
        }
    }
}
