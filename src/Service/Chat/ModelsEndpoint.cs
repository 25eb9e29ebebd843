using Accelerated.Service.Http;
using Accelerated.Service.Profiles;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Chat;

/// <summary>
/// <c>GET /v1/models</c>: the model, and the same with each profile as <c>MODEL@PROFILE</c>, for clients that can set nothing but the
/// model.
/// </summary>
internal sealed class ModelsEndpoint(Deciders deciders)
{
    private readonly long _created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public Task ServeAsync(HttpContext context) => Reply.SendAsync(context, json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var (name, _) in deciders.Profiles.All.OrderBy(profile => profile.Key != Profile.Default))
        {
            json.WriteStartObject();
            json.WriteString("id", name == Profile.Default ? deciders.Model.Id : $"{deciders.Model.Id}@{name}");
            json.WriteString("object", "model");
            json.WriteNumber("created", _created);
            json.WriteString("owned_by", "accelerated");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

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
            _ => throw new RequestException(
                404, "model_not_found", $"The model is not served here. Use '{id}', or one of the names of GET /v1/models.", "model"),
        };
    }
}
