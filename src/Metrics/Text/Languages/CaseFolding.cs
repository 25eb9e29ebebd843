namespace Accelerated.Metrics;

/// <summary>What lower case means beyond the invariant culture's, where the final sigma is a sigma always.</summary>
internal enum CaseFolding
{
    /// <summary>Nothing more.</summary>
    Simple,

    /// <summary>The sharp s is ss.</summary>
    German,

    /// <summary>I has no dot: the lower case of I is ı, and that of İ is i.</summary>
    Turkish,
}
