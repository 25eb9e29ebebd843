using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Reads all records, and gives those of one id as one. Their texts are held in memory.</summary>
internal sealed class MergedReader(MappedReader records) : IRecordReader, IDisposable
{
    private readonly RecordBytes _bytes = new();
    private readonly List<(long Number, MappedRecord? Record, BadLineException? Failure)> _merged = [];
    private int _next = -1;

    /// <inheritdoc/>
    public long Number => _merged[_next].Number;

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        if (_next < 0)
        {
            await ReadAsync(cancellation).ConfigureAwait(false);
        }

        return ++_next < _merged.Count;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() => _merged[_next] switch
    {
        { Failure: { } failure } => throw failure,
        { Record: { } record } => _bytes.Of(record),
        _ => default(ReadOnlyMemory<byte>?),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        records.Dispose();
    }

    private async ValueTask ReadAsync(CancellationToken cancellation)
    {
        var known = new Dictionary<string, MappedRecord>(StringComparer.Ordinal);
        while (await records.NextAsync(cancellation).ConfigureAwait(false))
        {
            try
            {
                if (records.Record() is not { } record)
                {
                    continue;
                }

                if (record.Id is not null && known.TryGetValue(record.Id, out var first))
                {
                    first.Merge(record);
                    continue;
                }

                _merged.Add((records.Number, record, null));
                if (record.Id is { } id)
                {
                    known.Add(id, record);
                }
            }
            catch (BadLineException e)
            {
                _merged.Add((records.Number, null, e));
            }
        }
    }
}
