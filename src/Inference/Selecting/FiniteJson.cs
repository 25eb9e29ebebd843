using System.Text.Json;

namespace Accelerated.Inference;

/// <summary>Numbers in JSON, which has none that are not finite.</summary>
internal static class FiniteJson
{
    /// <summary>Writes a number in its shortest round-trip form; null where it is not finite.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
