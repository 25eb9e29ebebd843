namespace Accelerated.Metrics;

/// <summary>Cuts a text into tokens. Several threads may use one at once, each with rows of its own.</summary>
internal interface ITokenizer
{
    /// <summary>Whether a run of letters of a script that is written without blanks becomes more than one token.</summary>
    bool Cuts { get; }

    /// <summary>Appends the tokens of <paramref name="text"/> to the current row of <paramref name="rows"/>.</summary>
    void Tokenize(ReadOnlySpan<char> text, TokenRows rows);

    /// <summary>Appends the tokens of a candidate: those of its text, for tokenisers that do not look at what it means.</summary>
    void Tokenize(Candidate candidate, TokenRows rows) => Tokenize(candidate.Text, rows);

    /// <summary>Whether a text has words in a script without blanks that are taken for one.</summary>
    bool CannotCut(Candidate candidate) => !Cuts && UnspacedScripts.RunTogetherIn(candidate.Text);
}
