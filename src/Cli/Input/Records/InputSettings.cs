using System.Text;
using Accelerated.Cli.Input.Formats;

namespace Accelerated.Cli.Input.Records;

/// <summary>How an input is to be read.</summary>
internal sealed record InputSettings
{
    /// <summary>What the command reads.</summary>
    public InputUse Use { get; init; } = InputUse.Problems;

    /// <summary>The format; null to tell it by content.</summary>
    public InputFormat? Format { get; init; }

    /// <summary>The field with the id; null for the format's own.</summary>
    public FieldPath? Id { get; init; }

    /// <summary>The field with the candidates; null for the format's own.</summary>
    public FieldPath? Candidates { get; init; }

    /// <summary>The field with the right answers; null for the format's own.</summary>
    public FieldPath? Gold { get; init; }

    /// <summary>Lines a source in plain text; null if the input is something else.</summary>
    public int? Lines { get; init; }

    /// <summary>A file with one right answer a source, for plain text; null if there is none.</summary>
    public string? GoldFile { get; init; }

    /// <summary>The encoding of text without a byte order mark; null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Most bytes of a record.</summary>
    public int LongestRecord { get; init; } = LineReader.LongestLine;

    /// <summary>Whether the tool's own records must be read through <see cref="MappedReader"/>.</summary>
    public bool MapsFields => Id is not null || Candidates is not null || Gold is { IsName: false };
}
