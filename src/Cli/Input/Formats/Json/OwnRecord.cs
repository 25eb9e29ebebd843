using System.Text.Json;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>The tool's own record, and any object whose fields the options name.</summary>
internal sealed class OwnRecord() : JsonShape("jsonl", "objects with candidates, a prompt, or a hypothesis and a reference")
{
    /// <inheritdoc/>
    public override InputUse Use => InputUse.Problems | InputUse.Prompts | InputUse.Pairs;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) =>
        record.Has("candidates", JsonValueKind.Array) || record.Get("hypothesis") is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new BadLineException("the record is not an object");
        }

        target.Others.AddRange(record.EnumerateObject().Select(property => (property.Name, property.Value)));
        return true;
    }
}
