using System.Globalization;

namespace Accelerated.Cli.Resuming;

/// <summary>Where a result stands.</summary>
/// <param name="Shard">The results of which it is one.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Start">The line's first byte.</param>
/// <param name="Length">The line's bytes with its end.</param>
internal readonly record struct ResultPlace(ShardResults Shard, long Number, long Start, int Length)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"'{Shard.Path}', line {Number}");
}
