using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Accelerated.Inference.Engines;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>The types that are read and written as JSON, whose code is made at compile time so that none is needed at run time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CalibrationData))]
[JsonSerializable(typeof(string))]
internal sealed partial class JsonTypes : JsonSerializerContext
{
    /// <summary>A type as Microsoft.Extensions.AI writes it.</summary>
    public static JsonTypeInfo<T> OfChat<T>() => (JsonTypeInfo<T>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T));
}
