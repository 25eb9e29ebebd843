using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Accelerated.Metrics;

/// <summary>The JSON schema of a C# type, with what its attributes say.</summary>
internal static class TypeSchema
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) =>
        {
            var attributes = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(FieldMetricAttribute), inherit: true);
            if (node is JsonObject schema && attributes is [FieldMetricAttribute attribute, ..])
            {
                if (attribute.Metric.Length > 0)
                {
                    schema[SchemaReader.Metric] = attribute.Metric;
                }

                if (attribute.Key is { } key)
                {
                    var isNamedInJson = schema["items"] is JsonObject item
                        && item["properties"] is JsonObject names && names.ContainsKey(key);
                    schema[SchemaReader.Key] = isNamedInJson
                        ? key
                        : context.TypeInfo.Options.PropertyNamingPolicy?.ConvertName(key) ?? key;
                }

                schema[SchemaReader.Weight] = attribute.Weight;
            }

            return node;
        },
    };

    /// <summary>The schema as JSON.</summary>
    public static string Of(JsonTypeInfo type)
    {
        var schema = type.GetJsonSchemaAsNode(Options);
        if (schema is JsonObject node)
        {
            node.TryAdd("title", type.Type.Name);
        }

        return schema.ToJsonString();
    }
}
