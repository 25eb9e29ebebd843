namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>The tokens that one call evaluates, of all sequences that run.</summary>
internal sealed class StepBatch
{
    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens; the first <see cref="Count"/> are meant, here and below.</summary>
    public int[] Tokens { get; private set; } = new int[64];

    /// <summary>The position of each in its sequence.</summary>
    public int[] Positions { get; private set; } = new int[64];

    /// <summary>The sequence of each.</summary>
    public int[] Sequences { get; private set; } = new int[64];

    /// <summary>Whether the logits after it are read.</summary>
    public bool[] Wanted { get; private set; } = new bool[64];

    /// <summary>Adds a token.</summary>
    /// <returns>Its row, by which its logits are read.</returns>
    public int Add(int token, int position, int sequence, bool wanted)
    {
        if (Count == Tokens.Length)
        {
            Tokens = Longer(Tokens);
            Positions = Longer(Positions);
            Sequences = Longer(Sequences);
            Wanted = Longer(Wanted);
        }

        Tokens[Count] = token;
        Positions[Count] = position;
        Sequences[Count] = sequence;
        Wanted[Count] = wanted;
        return Count++;
    }

    /// <summary>Takes all tokens out.</summary>
    public void Clear() => Count = 0;

    private static T[] Longer<T>(T[] values)
    {
        Array.Resize(ref values, 2 * values.Length);
        return values;
    }
}
