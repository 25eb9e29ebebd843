using System.Text.Json;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A kind of JSON record, wherever it stands: on a line, in an array, alone, or in a list of a larger document.</summary>
internal abstract class JsonShape(string name, string summary) : InputFormat(name, summary)
{
    /// <summary>What such records are.</summary>
    public virtual InputUse Use => InputUse.Problems;

    /// <summary>Names of the properties that lead to the list of records in a document; null if records stand alone.</summary>
    public virtual string[]? List(IReadOnlySet<string> properties) => null;

    /// <summary>Whether an array of records is one problem, as of completions of one prompt.</summary>
    public virtual bool IsPart => false;

    /// <summary>Whether records of the same id are one problem, as where each run of a test has its own.</summary>
    public virtual bool Merges => false;

    /// <summary>Whether a record is of this kind.</summary>
    public abstract bool Matches(JsonElement record);

    /// <summary>Reads a record.</summary>
    /// <returns>Whether it counts; false if it repeats another.</returns>
    /// <exception cref="BadLineException">The record has an error instead of answers, or is malformed.</exception>
    public abstract bool Map(JsonElement record, MappedRecord target);
}
