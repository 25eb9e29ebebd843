namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>What a byte-pair model does beside merging.</summary>
internal sealed record BytePairOptions
{
    /// <summary>The id of characters that are not in the vocabulary; null where they are left out.</summary>
    public int? Unknown { get; init; }

    /// <summary>Whether unknown characters in a row are one token.</summary>
    public bool JoinsUnknown { get; init; }

    /// <summary>The ids of the 256 bytes, which unknown characters are written in; null where they are not.</summary>
    public int[]? Bytes { get; init; }

    /// <summary>Whether a word that is in the vocabulary is that token, however it would be merged.</summary>
    public bool TakesWholeWords { get; init; }

    /// <summary>What names of tokens that do not begin a word have before them.</summary>
    public string InnerPrefix { get; init; } = "";

    /// <summary>What names of tokens that end a word have behind them.</summary>
    public string EndSuffix { get; init; } = "";
}
