namespace Accelerated.Perf;

/// <summary>Fills one row of a matrix.</summary>
/// <param name="candidate">The row's candidate.</param>
/// <param name="row">Receives one utility per reference.</param>
public delegate void PeerRow(int candidate, Span<float> row);
