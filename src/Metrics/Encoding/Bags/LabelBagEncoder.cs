using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>
/// Sets of labels: the label array, or the text cut at <c>,</c> and <c>;</c>. White space around a label and empty labels are dropped,
/// and so are repeated labels; case counts.
/// </summary>
internal sealed class LabelBagEncoder : IBagEncoder, ITokenReader
{
    /// <inheritdoc/>
    public CandidateKey Key => CandidateKey.Labels;

    /// <inheritdoc/>
    public int Orders => 1;

    /// <inheritdoc/>
    public BagFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        using var rows = TokenReading.Rows(this, items, threads);
        return NGramBags.Encode(rows.Borrow(), rows.AlphabetSize, 1, 1, asSets: true);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows) => Read(candidate, rows);

    /// <summary>Appends a candidate's labels, repeated ones too, to the current row.</summary>
    internal static void Read(Candidate candidate, TokenRows rows)
    {
        if (candidate.Labels is { } labels)
        {
            for (var k = 0; k < labels.Count; k++)
            {
                Add(labels[k], rows);
            }

            return;
        }

        var text = candidate.Text.AsSpan();
        foreach (var part in text.SplitAny(',', ';'))
        {
            Add(text[part], rows);
        }
    }

    /// <summary>A text that two candidates share where they have the same labels, in any order.</summary>
    internal static string Set(Candidate candidate)
    {
        using var rows = new TokenRows(1);
        Read(candidate, rows);
        return string.Join(';', rows.Names().Order(StringComparer.Ordinal));
    }

    private static void Add(ReadOnlySpan<char> label, TokenRows rows)
    {
        label = label.Trim();
        if (!label.IsEmpty)
        {
            rows.Add(UnicodeNormalizer.Apply(label, UnicodeForm.Composed, out var rented));
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }
}
