namespace Accelerated.Metrics;

/// <summary>Reads the tokens of a candidate; several threads may use it at once.</summary>
internal interface ITokenReader
{
    /// <summary>Appends the candidate's tokens to the current row.</summary>
    void Read(Candidate candidate, TokenRows rows);
}
