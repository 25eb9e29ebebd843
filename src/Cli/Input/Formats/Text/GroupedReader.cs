using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>Reads lines with one candidate each; those in a row with the same id are one problem.</summary>
/// <param name="lines">The lines.</param>
/// <param name="parse">The id and the candidate of a line; throws <see cref="BadLineException"/>.</param>
internal sealed class GroupedReader(LineReader lines, Func<string, (string Id, MappedCandidate Candidate)> parse)
    : IRecordReader, IDisposable
{
    private readonly RecordBytes _bytes = new();
    private MappedRecord _record = new();
    private (string Id, MappedCandidate Candidate, long Number)? _next;
    private (BadLineException Failure, long Number)? _bad;
    private BadLineException? _failure;

    /// <inheritdoc/>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        _failure = null;
        _record = new MappedRecord();
        if (Take(_next))
        {
            _next = null;
        }

        while (_bad is null && await lines.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (Parse() is not { } line)
            {
                continue;
            }

            if (_record.Id is not null && _record.Id != line.Id)
            {
                _next = line;
                return true;
            }

            Take(line);
        }

        if (_record.Id is not null)
        {
            return true;
        }

        if (_bad is not { } bad)
        {
            return false;
        }

        (_failure, Number) = bad;
        _bad = null;
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() => _failure is null ? _bytes.Of(_record) : throw _failure;

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private bool Take((string Id, MappedCandidate Candidate, long Number)? line)
    {
        if (line is not { } some)
        {
            return false;
        }

        if (_record.Id is null)
        {
            _record.Id = some.Id;
            Number = some.Number;
        }

        _record.Candidates.Add(some.Candidate);
        return true;
    }

    private (string Id, MappedCandidate Candidate, long Number)? Parse()
    {
        try
        {
            var text = lines.Text();
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            var (id, candidate) = parse(text);
            return (id, candidate, lines.Number);
        }
        catch (BadLineException e)
        {
            _bad = (e, lines.Number);
            return null;
        }
    }
}
