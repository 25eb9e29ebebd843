namespace Accelerated.Service;

/// <summary>How much a service logs.</summary>
internal enum LogDetail
{
    /// <summary>Warnings and errors.</summary>
    Warnings,

    /// <summary>Requests and decisions too.</summary>
    Usual,

    /// <summary>All there is.</summary>
    All,
}
