namespace Accelerated.Inference.Reporting;

/// <summary>The style sheet of reports, which is embedded in the library.</summary>
internal static class ReportStyle
{
    private const string Resource = "Accelerated.Inference.report.css";

    /// <summary>Light, dark and print.</summary>
    public static string Sheet { get; } = Read();

    private static string Read()
    {
        using var reader = new StreamReader(typeof(ReportStyle).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    }
}
