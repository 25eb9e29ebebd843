using System.Text.Json.Serialization;
using Accelerated.Metrics;

namespace ExtractRecords;

/// <summary>What a model extracts from a scanned invoice.</summary>
internal sealed record Invoice
{
    [FieldMetric("exact", Weight = 2)]
    public string? Vendor { get; init; }

    public DateOnly? Date { get; init; }

    // Off by 100 is as bad as no total at all.
    [FieldMetric("absolute-error:scale=100", Weight = 2)]
    public decimal? Total { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    [FieldMetric("chrf")]
    public string? Note { get; init; }

    [FieldMetric(Key = nameof(Line.Sku))]
    public IReadOnlyList<Line>? Lines { get; init; }
}

/// <summary>A line of an invoice.</summary>
internal sealed record Line([property: FieldMetric("exact")] string Sku, [property: FieldMetric("hit:delta=0")] int Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Invoice))]
internal sealed partial class InvoiceContext : JsonSerializerContext;
