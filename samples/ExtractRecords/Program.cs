using Accelerated.Inference;
using Accelerated.Metrics;
using ExtractRecords;

// Five answers of a model to "extract the invoice as JSON": no two are equal, and none is right in every field.
Candidate[] answers =
[
    """{"vendor": "ACME Ltd", "date": "2026-03-01", "total": 120.5, "tags": ["a", "b"], "lines": [{"sku": "x1", "count": 3}]}""",
    """{"total": 120.5, "vendor": "ACME Ltd", "date": "2026-01-03", "tags": ["a", "c"], "note": "paid in ful"}""",
    """{"vendor": "Acme", "date": "2026-03-01", "total": 125, "tags": ["b", "c"], "lines": [{"sku": "x1", "count": 3}]}""",
    """The invoice: {"vendor": "ACME Ltd", "date": "2026-03-01", "total": 1205, "note": "paid in full"}""",
    """{"vendor": "ACME", "total": 120.5, "note": "paid in full", "lines": [{"sku": "x1", "count": 8}, {"sku": "x2", "count": 1}]}""",
];

using var selector = new RecordSelector<Invoice>(InvoiceContext.Default.Invoice);
var best = selector.Select(answers);
foreach (var field in best.Fields)
{
    Console.WriteLine($"{field.Name,-7}{field.Value ?? "-",-30}{field.Confidence,5:F2}  by answers {string.Join(", ", field.Support)}");
}

Console.WriteLine($"{best.Value.Vendor} wants {best.Value.Total}; the record is expected to be worth {best.Selection.Expected:F3}.");
var whole = best.Selection.Ranking[0];
Console.WriteLine($"The best whole answer, {whole.Index}, is expected to be worth {whole.Expected:F3}.");
return best.Value is { Vendor: "ACME Ltd", Total: 120.5m } ? 0 : 1;
