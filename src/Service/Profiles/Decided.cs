using Accelerated.Inference;
using Microsoft.Extensions.AI;

namespace Accelerated.Service.Profiles;

/// <summary>A decided request.</summary>
/// <param name="Selection">How it was decided.</param>
/// <param name="Decoding">The decision.</param>
/// <param name="Usage">The tokens read and drawn, of all candidates; null where the model does not count them.</param>
internal sealed record Decided(SelectionOptions Selection, Decoding Decoding, UsageDetails? Usage)
{
    /// <summary>The answer, without the white space around it.</summary>
    public string Text => Decoding.Text.Trim();
}
