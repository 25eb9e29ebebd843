using Accelerated.Cli.Input;

namespace Accelerated.Cli.Resuming;

/// <summary>What of a file is still to be done: the records of a shard that have no result yet.</summary>
/// <param name="shard">The shard; null for all records.</param>
/// <param name="done">The ids of the results that there are; null for none.</param>
internal sealed class Portion(Shard? shard, KnownIds? done)
{
    /// <summary>Whether it is one of several parts.</summary>
    public bool IsShard => shard is not null;

    /// <summary>Whether a record is to be done.</summary>
    public bool Has(string id) => shard?.Has(id) != false && done?.Has(id) != true;
}
