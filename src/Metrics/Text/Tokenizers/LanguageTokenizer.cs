using System.Collections.Concurrent;

namespace Accelerated.Metrics;

/// <summary>Reads each candidate in its own language, where it has one, else in the metric's.</summary>
/// <param name="usual">The metric's language.</param>
/// <param name="create">Makes a language's tokeniser.</param>
internal sealed class LanguageTokenizer(Language usual, Func<Language, ITokenizer> create) : ITokenizer
{
    private readonly ITokenizer _usual = create(usual);
    private readonly ConcurrentDictionary<string, ITokenizer> _others = new();

    /// <inheritdoc/>
    public bool Cuts => _usual.Cuts;

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows) => _usual.Tokenize(text, rows);

    /// <inheritdoc/>
    public void Tokenize(Candidate candidate, TokenRows rows) => Of(candidate).Tokenize(candidate, rows);

    /// <inheritdoc/>
    public bool CannotCut(Candidate candidate) => Of(candidate).CannotCut(candidate);

    private ITokenizer Of(Candidate candidate) =>
        candidate.Language is { } language ? _others.GetOrAdd(language, name => create(Languages.Of(name))) : _usual;
}
