namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>Streams the rows of a table with named columns.</summary>
internal interface ITable : IDisposable
{
    /// <summary>The columns' names, known after <see cref="OpenAsync"/>.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Number of the current row, as messages name it.</summary>
    long Number { get; }

    /// <summary>Reads the columns' names.</summary>
    /// <exception cref="ToolException">There are none.</exception>
    ValueTask OpenAsync(CancellationToken cancellation);

    /// <summary>Moves to the next row; false at the end.</summary>
    ValueTask<bool> NextAsync(CancellationToken cancellation);

    /// <summary>The current row's cells, one a column; a list is an array of JSON, nothing is null.</summary>
    /// <exception cref="BadLineException">The row is malformed.</exception>
    IReadOnlyList<string?> Cells();
}
