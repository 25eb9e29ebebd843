using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>
/// Where distinct rows and columns lie in the matrix of consecutive candidates and all references. A row is written where its first
/// candidate lies, a column where its first reference does; all others are copies of those.
/// </summary>
internal sealed class MatrixLayout
{
    /// <summary>
    /// Columns that are looked at together: as many as the widest vector kernel hands over, and a multiple of what others do.
    /// </summary>
    public const int Group = 8;

    // Computing a few unneeded rows is cheaper than building the columns' tables once more.
    private const int MostUnwanted = 32;

    private readonly int[] _firstIndices;
    private readonly int[] _next;
    private readonly List<Run> _moves = [];
    private readonly List<Run> _copies = [];

    /// <summary>The layout of candidates of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="firstCandidate">The first candidate of the matrix.</param>
    /// <param name="count">Number of candidates.</param>
    /// <param name="allReferences">Whether every reference is a column, equal ones too.</param>
    public MatrixLayout(EncodedProblem problem, int firstCandidate, int count, bool allReferences = false)
    {
        _firstIndices = new int[problem.Rows];
        _next = new int[count];
        Array.Fill(_firstIndices, -1);
        for (var i = count - 1; i >= 0; i--)
        {
            if (problem.RowOf[firstCandidate + i] is >= 0 and var row)
            {
                _next[i] = _firstIndices[row];
                _firstIndices[row] = i;
            }
        }

        ColumnOffsets = new int[allReferences ? problem.References : problem.Columns];
        Array.Fill(ColumnOffsets, -1);
        for (var k = 0; k < problem.References; k++)
        {
            var column = allReferences ? k : problem.ColumnOf[k];
            if (column >= 0 && ColumnOffsets[column] < 0)
            {
                ColumnOffsets[column] = k;
            }
            else
            {
                Append(_copies, column < 0 ? -1 : ColumnOffsets[column], k);
            }
        }

        for (var column = 0; column < ColumnOffsets.Length; column++)
        {
            Append(_moves, column, ColumnOffsets[column]);
        }

        ColumnEnds = new int[ColumnOffsets.Length];
        foreach (var run in _moves)
        {
            Array.Fill(ColumnEnds, run.From + run.Length, run.From, run.Length);
        }

        GroupOffsets = new int[(ColumnOffsets.Length + Group - 1) / Group];
        Array.Fill(GroupOffsets, -1);
        foreach (var run in _moves)
        {
            for (var column = (run.From + Group - 1) / Group * Group; column + Group <= run.From + run.Length; column += Group)
            {
                GroupOffsets[column / Group] = run.To + column - run.From;
            }
        }
    }

    /// <summary>The offset of each column in a row of the matrix.</summary>
    public int[] ColumnOffsets { get; }

    /// <summary>For each column, the end of those that are adjacent to it.</summary>
    public int[] ColumnEnds { get; }

    /// <summary>The offset of the first of each <see cref="Group"/> columns where they are adjacent; else -1.</summary>
    public int[] GroupOffsets { get; }

    /// <summary>The index of each distinct row among the candidates; -1 where none of them has it.</summary>
    public ReadOnlySpan<int> RowIndices => _firstIndices;

    /// <summary>The distinct rows that are needed, as ranges; few others are among them.</summary>
    public IEnumerable<(int First, int Count)> Ranges()
    {
        var first = -1;
        var last = -1;
        for (var row = 0; row < _firstIndices.Length; row++)
        {
            if (_firstIndices[row] < 0)
            {
                continue;
            }

            if (first >= 0 && row - last > MostUnwanted)
            {
                yield return (first, last + 1 - first);
                first = -1;
            }

            first = first < 0 ? row : first;
            last = row;
        }

        if (first >= 0)
        {
            yield return (first, last + 1 - first);
        }
    }

    /// <summary>Writes a distinct row to its offsets in <paramref name="line"/>, a row of the matrix.</summary>
    public void Spread(ReadOnlySpan<float> row, Span<float> line)
    {
        foreach (var (from, to, length) in CollectionsMarshal.AsSpan(_moves))
        {
            row.Slice(from, length).CopyTo(line[to..]);
        }
    }

    /// <summary>Copies the line of a distinct row's first candidate to the lines of its duplicates.</summary>
    /// <param name="row">The distinct row; one that no candidate has is passed over.</param>
    /// <param name="matrix">The matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Complete(int row, Span<float> matrix)
    {
        var references = _next.Length == 0 ? 0 : matrix.Length / _next.Length;
        var index = _firstIndices[row];
        if (index < 0)
        {
            return;
        }

        var line = matrix.Slice(index * references, references);
        foreach (var (from, to, length) in CollectionsMarshal.AsSpan(_copies))
        {
            if (from < 0)
            {
                line.Slice(to, length).Fill(float.NaN);
            }
            else if (length == 1)
            {
                line[to] = line[from];
            }
            else
            {
                line.Slice(from, length).CopyTo(line[to..]);
            }
        }

        for (index = _next[index]; index >= 0; index = _next[index])
        {
            line.CopyTo(matrix[(index * references)..]);
        }
    }

    private static void Append(List<Run> runs, int from, int to)
    {
        if (runs.Count > 0 && runs[^1] is var last && last.To + last.Length == to
            && (from < 0 ? last.From < 0 : last.From >= 0 && last.From + last.Length == from))
        {
            runs[^1] = last with { Length = last.Length + 1 };
        }
        else
        {
            runs.Add(new(from, to, 1));
        }
    }

    private readonly record struct Run(int From, int To, int Length);
}
