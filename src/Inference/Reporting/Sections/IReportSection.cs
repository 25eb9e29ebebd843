namespace Accelerated.Inference.Reporting.Sections;

/// <summary>A part of a report.</summary>
internal interface IReportSection
{
    /// <summary>Its heading, which a table of contents lists.</summary>
    string Heading { get; }

    /// <summary>Writes what stands below the heading.</summary>
    void Write(HtmlWriter html);
}
