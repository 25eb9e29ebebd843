namespace Accelerated.Inference.LLamaSharp.Gguf;

/// <summary>A model's vocabulary as its GGUF file describes it.</summary>
/// <param name="Texts">The name of each token, as the tokenizer stores it.</param>
internal sealed record GgufTokens(IReadOnlyList<string> Texts)
{
    private const int Control = 3;

    /// <summary>
    /// The kind of each token: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; empty where the file does not say.
    /// </summary>
    public IReadOnlyList<int> Types { get; init; } = [];

    /// <summary>The token that texts begin with; null where the file names none.</summary>
    public int? Start { get; init; }

    /// <summary>Whether a prompt begins with <see cref="Start"/>; null where the file leaves it to the kind of tokenizer.</summary>
    public bool? AddsStart { get; init; }

    /// <summary>The token that ends texts; null where the file names none.</summary>
    public int? End { get; init; }

    /// <summary>The tokens that end a turn or hand over to a tool, where the file names any.</summary>
    public IReadOnlyList<int> TurnEnds { get; init; } = [];

    /// <summary>The chat template, in Jinja; null where the model has none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Whether a token is one that only markup may mean.</summary>
    public bool IsControl(int token) => token < Types.Count && Types[token] == Control;

    /// <summary>The name of a token; empty where there is no such token.</summary>
    public string TextOf(int? token) => token is { } id && id >= 0 && id < Texts.Count ? Texts[id] : "";
}
