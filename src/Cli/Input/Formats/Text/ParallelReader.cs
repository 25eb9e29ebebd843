using System.Text.Json;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>Reads a hypothesis from each line of one file, and its references from the same lines of others.</summary>
internal sealed class ParallelReader(LineReader hypotheses, string name, IReadOnlyList<SideFile> references) : IRecordReader, IDisposable
{
    private readonly RecordBytes _bytes = new();
    private MappedRecord _record = new();
    private BadLineException? _failure;

    /// <inheritdoc/>
    public long Number => hypotheses.Number;

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        _failure = null;
        _record = new MappedRecord();
        var isThere = await hypotheses.NextAsync(cancellation).ConfigureAwait(false);
        foreach (var file in references)
        {
            string? line = "";
            try
            {
                line = await file.NextAsync(cancellation).ConfigureAwait(false);
            }
            catch (BadLineException e)
            {
                _failure = e;
            }

            if (isThere != line is not null)
            {
                var (longer, shorter) = isThere ? (name, file.Name) : (file.Name, name);
                throw new ToolException(
                    $"'{longer}' has more lines than '{shorter}', which has {(isThere ? Number - 1 : Number)}. "
                    + "Give files with a line for each pair.");
            }

            _record.References.Add(new MappedCandidate(line));
        }

        return isThere;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content()
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        _record.Others.Add(("hypothesis", JsonSerializer.SerializeToElement(hypotheses.Text())));
        return _bytes.Of(_record);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        foreach (var file in references)
        {
            file.Dispose();
        }
    }
}
