namespace Accelerated.Metrics;

/// <summary>Where the tables of a shift search begin in its scratch, in cells of 64 bits.</summary>
/// <param name="hypothesis">Words of the hypothesis.</param>
/// <param name="reference">Words of the reference.</param>
internal readonly struct ShiftLayout(int hypothesis, int reference)
{
    /// <summary>Words of the hypothesis.</summary>
    public int Rows { get; } = hypothesis;

    /// <summary>Words of the reference.</summary>
    public int Columns { get; } = reference;

    /// <summary>Cells of a row of bits, one bit for each word of the reference.</summary>
    public int Width { get; } = Cells(reference);

    /// <summary>For each word of the hypothesis as it is now, a row of bits: the words of the reference that equal it.</summary>
    public const int Equal = 0;

    /// <summary>A second table of that kind, written when a block moves.</summary>
    public int Moved => Rows * Width;

    /// <summary>Myers's VP after each word of the hypothesis: the columns where the distance rises by 1 from the one before.</summary>
    public int Rises => 2 * Rows * Width;

    /// <summary>Myers's VN: the columns where it falls by 1.</summary>
    public int Falls => 3 * Rows * Width;

    /// <summary>The cells of the alignment's table that are not reached by a match or a substitution.</summary>
    public int Gaps => 4 * Rows * Width;

    /// <summary>Those of them that are reached by a word that only the hypothesis has.</summary>
    public int Extras => 5 * Rows * Width;

    /// <summary>Two rows of bits for the distance of a hypothesis that is tried.</summary>
    public int Trial => 6 * Rows * Width;

    /// <summary>The words of the reference that are not matched.</summary>
    public int WrongColumns => Trial + 2 * Width;

    /// <summary>The words of the hypothesis that are not matched.</summary>
    public int WrongRows => WrongColumns + Width;

    /// <summary>For each word of the reference, the number of the hypothesis's words up to the one it is aligned to.</summary>
    public int Aligned => WrongRows + Cells(Rows);

    /// <summary>Two rows of distances, from 0 to all words of the reference, for the table within a band.</summary>
    public int Distances => Aligned + Columns;

    /// <summary>The length of all tables; <see cref="int.MaxValue"/> where it is greater.</summary>
    public static int Length(int hypothesis, int reference)
    {
        var width = Cells(reference);
        var cells = 6L * hypothesis * width + 3L * width + Cells(hypothesis) + 3L * reference + 2;
        return cells > int.MaxValue ? int.MaxValue : (int)cells;
    }

    private static int Cells(int bits) => (bits + 63) / 64;
}
