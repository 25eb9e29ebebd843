namespace Accelerated.Inference.Engines;

/// <summary>Kinds of work whose time grows by one law.</summary>
internal enum WorkFamily
{
    /// <summary>Alignments of sequences that fit one 64-bit word.</summary>
    OneWord,

    /// <summary>Alignments of sequences of two words.</summary>
    TwoWords,

    /// <summary>Alignments of sequences of three or four words.</summary>
    FourWords,

    /// <summary>Alignments of longer sequences.</summary>
    ManyWords,

    /// <summary>Bags whose expected value needs no pairs.</summary>
    LinearBags,

    /// <summary>Bags pair by pair.</summary>
    Bags,

    /// <summary>Numbers pair by pair.</summary>
    Numbers,

    /// <summary>Vectors.</summary>
    Vectors,

    /// <summary>
    /// Users' metrics, assumed to pass once over a pair's rows, or, with scratch, once for each element of the other row.
    /// </summary>
    Custom,
}
