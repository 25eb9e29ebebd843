using System.Text.Json;
using Accelerated.Service.Http;
using Accelerated.Service.Profiles;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Chat;

/// <summary>
/// <c>GET /v1/models</c>, all or the one of a name: the model, and the same with each profile as <c>MODEL@PROFILE</c>, for clients that
/// can set nothing but the model.
/// </summary>
internal sealed class ModelsEndpoint(Deciders deciders)
{
    /// <summary>The path of a model without its name.</summary>
    public const string Prefix = "/v1/models/";

    private readonly long _created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public Task ServeAsync(HttpContext context) => Reply.SendAsync(context, json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var id in Ids)
        {
            json.WriteStartObject();
            WriteFields(json, id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Answers with the model that the path names.</summary>
    /// <exception cref="RequestException">It is not served.</exception>
    public Task ServeOneAsync(HttpContext context)
    {
        // A slash in a name may come as it is or escaped.
        var name = context.Request.Path.Value![Prefix.Length..].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return Ids.Contains(name) ? Reply.SendAsync(context, json => WriteFields(json, name)) : throw NotServed(deciders.Model.Id);
    }

    /// <summary>The profile that a request's model names; null where it names none.</summary>
    /// <exception cref="RequestException">The model is not the one that is served.</exception>
    public static string? ProfileOf(JsonFields fields, Deciders deciders)
    {
        var id = deciders.Model.Id;
        return fields.Text("model") switch
        {
            null => null,
            var model when model == id => null,
            var model when model.StartsWith(id + "@", StringComparison.Ordinal) => model[(id.Length + 1)..],
            _ => throw NotServed(id),
        };
    }

    private IEnumerable<string> Ids => deciders.Profiles.All.OrderBy(profile => profile.Key != Profile.Default)
        .Select(profile => profile.Key == Profile.Default ? deciders.Model.Id : $"{deciders.Model.Id}@{profile.Key}");

    private static RequestException NotServed(string id) =>
        new(404, "model_not_found", $"The model is not served here. Use '{id}', or one of the names of GET /v1/models.", "model");

    private void WriteFields(Utf8JsonWriter json, string id)
    {
        json.WriteString("id", id);
        json.WriteString("object", "model");
        json.WriteNumber("created", _created);
        json.WriteString("owned_by", "accelerated");
    }
}
