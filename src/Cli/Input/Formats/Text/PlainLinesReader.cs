using System.Globalization;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>Reads plain lines, so many a source; an empty line is an empty candidate.</summary>
internal sealed class PlainLinesReader(LineReader lines, int count, SideFile? golds) : IRecordReader, IDisposable
{
    private readonly RecordBytes _bytes = new();
    private MappedRecord _record = new();
    private string? _failure;

    /// <inheritdoc/>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        _failure = null;
        _record = new MappedRecord();
        var read = 0;
        for (; read < count && await lines.NextAsync(cancellation).ConfigureAwait(false); read++)
        {
            Try(() => _record.Candidates.Add(new MappedCandidate(lines.Text())));
        }

        if (read == 0)
        {
            if (golds is not null && Number > 0 && await golds.NextAsync(cancellation).ConfigureAwait(false) is not null)
            {
                throw new ToolException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{golds.Name}' has more than the {Number} lines that belong to {Number} sources. Check --lines and --gold-file."));
            }

            return false;
        }

        Number++;
        if (read < count)
        {
            _failure ??= string.Create(CultureInfo.InvariantCulture, $"it has {read} lines of {count}; the file ends early. Check --lines");
        }

        if (golds is not null)
        {
            var gold = await golds.NextAsync(cancellation).ConfigureAwait(false);
            _record.Golds.Add(gold ?? "");
            _failure ??= gold is null ? $"'{golds.Name}' has no line for it" : null;
        }

        return true;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() => _failure is null ? _bytes.Of(_record) : throw new BadLineException(_failure);

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        golds?.Dispose();
    }

    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (BadLineException e)
        {
            _failure ??= string.Create(CultureInfo.InvariantCulture, $"line {lines.Number}: {e.Message}");
        }
    }
}
