namespace Accelerated.Cli.Input.Records;

/// <summary>Streams the records of an input, each as one JSON object in the tool's own form, whatever the input's format.</summary>
internal interface IRecordReader
{
    /// <summary>Number of the current record, from 1, as messages name it.</summary>
    long Number { get; }

    /// <summary>Moves to the next record; false at the end.</summary>
    ValueTask<bool> NextAsync(CancellationToken cancellation);

    /// <summary>The current record as UTF-8, valid until the next one is read; null if there is nothing in it.</summary>
    /// <exception cref="BadLineException">The record cannot be used.</exception>
    ReadOnlyMemory<byte>? Content();
}
