using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// The public models of the OpenAI library, as JSON. The library is found by name, because a dependency would bind all applications to one
/// version of it. Fields without a property, such as <c>n</c>, are set in the JSON.
/// </summary>
internal static class OpenAIModels
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;

    private static readonly Type? Client = Type.GetType("OpenAI.Chat.ChatClient, OpenAI");
    private static readonly Type? CallOptions = Type.GetType("OpenAI.Chat.ChatCompletionOptions, OpenAI");
    private static readonly Type? Completion = Type.GetType("OpenAI.Chat.ChatCompletion, OpenAI");
    private static readonly MethodInfo[] ReaderWriter =
        Type.GetType("System.ClientModel.Primitives.ModelReaderWriter, System.ClientModel")?.GetMethods(Static) ?? [];
    private static readonly ConstructorInfo? Data =
        Type.GetType("System.BinaryData, System.Memory.Data")?.GetConstructor([typeof(string)]);
    private static readonly MethodInfo? Writer = Method("Write", "Object", "ModelReaderWriterOptions");
    private static readonly MethodInfo? Reader = Method("Read", "BinaryData", "Type", "ModelReaderWriterOptions");

    /// <summary>Whether a client, or one that it wraps, is the library's client for chat completions.</summary>
    public static bool AreOf(IChatClient client) =>
        Client is not null && CallOptions is not null && Completion is not null && Writer is not null && Reader is not null
        && Data is not null && client.GetService(Client) is not null;

    /// <summary>Call options with fields set in their JSON.</summary>
    /// <param name="own">The application's own call options; null for none.</param>
    /// <param name="fields">The fields.</param>
    public static object Options(object? own, IEnumerable<KeyValuePair<string, JsonNode>> fields)
    {
        var json = own is not null && CallOptions!.IsInstanceOfType(own) ? Write(own) : [];
        foreach (var (name, value) in fields)
        {
            json[name] = value.DeepClone(); // a node has one parent, and clients that repeat a call ask again
        }

        return Reader!.Invoke(null, [Data!.Invoke([json.ToJsonString()]), CallOptions, null])!;
    }

    /// <summary>The whole completion behind a response, as the service sent it; null where the response has none.</summary>
    public static JsonObject? CompletionOf(ChatResponse response) =>
        response.RawRepresentation is { } raw && Completion?.IsInstanceOfType(raw) == true ? Write(raw) : null;

    private static JsonObject Write(object model) => JsonNode.Parse(Writer!.Invoke(null, [model, null])!.ToString()!)!.AsObject();

    private static MethodInfo? Method(string name, params string[] parameters) => ReaderWriter.FirstOrDefault(
        method => method.Name == name && !method.IsGenericMethod
            && method.GetParameters().Select(parameter => parameter.ParameterType.Name).SequenceEqual(parameters));
}
