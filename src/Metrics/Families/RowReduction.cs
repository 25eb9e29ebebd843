namespace Accelerated.Metrics;

/// <summary>What the weighted sum of a row of utilities is computed from; the same on every engine.</summary>
internal enum RowReduction
{
    /// <summary>Every pair's utility, in the order that the engines share.</summary>
    Pairs,

    /// <summary>The shared counts of bags, summed for each size of a bag: the utility is linear in them.</summary>
    SharedCounts,

    /// <summary>The numbers in order: sums over all references in closed form, without pairs.</summary>
    ClosedForm,
}
