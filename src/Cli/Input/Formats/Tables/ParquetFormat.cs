namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>Apache Parquet files, which start with their own mark.</summary>
internal sealed class ParquetFormat() : InputFormat("parquet", "Parquet files, with the columns of a table or lists of candidates")
{
    /// <summary>The first bytes of a file.</summary>
    public static ReadOnlySpan<byte> Mark => "PAR1"u8;
}
