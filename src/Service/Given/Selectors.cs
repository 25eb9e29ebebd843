using Accelerated.Inference;
using Accelerated.Service.Profiles;

namespace Accelerated.Service.Given;

/// <summary>
/// The selectors of requests, so that engines are started once; of a great many different ones, only the first few are kept.
/// </summary>
internal sealed class Selectors : IDisposable
{
    private const int MostKept = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Profile, int?, bool), Selector> _selectors = [];

    /// <summary>Selects for a problem.</summary>
    /// <param name="profile">How.</param>
    /// <param name="top">How many entries of the ranking to return; null for all.</param>
    /// <param name="keepsMatrix">Whether the selection has the utilities.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellation">Ends the selection.</param>
    /// <returns>The selection, and the options it was made with.</returns>
    /// <exception cref="Metrics.OptionException">An option is not allowed.</exception>
    /// <exception cref="Metrics.CandidateException">A candidate cannot be used.</exception>
    public (Selection Selection, SelectionOptions Options) Select(
        Profile profile, int? top, bool keepsMatrix, Problem problem, CancellationToken cancellation)
    {
        var selector = Of(profile, top, keepsMatrix, out var isOwned);
        try
        {
            return (selector.Select(problem, cancellation), selector.Options);
        }
        finally
        {
            if (isOwned)
            {
                selector.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var selector in _selectors.Values)
        {
            selector.Dispose();
        }
    }

    private Selector Of(Profile profile, int? top, bool keepsMatrix, out bool isOwned)
    {
        var key = (profile with { Candidates = 1, Sampling = default, Extract = null }, top, keepsMatrix);
        lock (_lock)
        {
            isOwned = false;
            if (!_selectors.TryGetValue(key, out var selector))
            {
                selector = new Selector(profile.Selection() with { Top = top, KeepMatrix = keepsMatrix });
                isOwned = _selectors.Count >= MostKept;
                if (!isOwned)
                {
                    _selectors.Add(key, selector);
                }
            }

            return selector;
        }
    }
}
