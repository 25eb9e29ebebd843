using System.Text.Json;

namespace Accelerated.Service.Http;

/// <summary>A utility matrix as JSON: an array of rows, one a candidate, null where the metric cannot read one of a pair.</summary>
internal static class MatrixJson
{
    /// <summary>Writes the property <c>matrix</c>.</summary>
    /// <param name="json">The output.</param>
    /// <param name="matrix">The utilities in row-major order.</param>
    /// <param name="columns">The number of references, at least 1.</param>
    public static void Write(Utf8JsonWriter json, float[] matrix, int columns)
    {
        json.WriteStartArray("matrix");
        for (var row = 0; row < matrix.Length; row += columns)
        {
            json.WriteStartArray();
            foreach (var utility in matrix.AsSpan(row, columns))
            {
                if (float.IsFinite(utility))
                {
                    json.WriteNumberValue(utility);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
