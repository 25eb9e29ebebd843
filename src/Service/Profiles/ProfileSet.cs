using System.Text.Json;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;
using Accelerated.Service.Http;

namespace Accelerated.Service.Profiles;

/// <summary>The profiles of a service, by name.</summary>
internal sealed class ProfileSet
{
    private static readonly JsonDocumentOptions s_options = new()
    {
        AllowDuplicateProperties = false,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly SortedDictionary<string, Profile> _profiles = new(StringComparer.Ordinal);

    /// <summary>Profiles.</summary>
    /// <param name="byDefault">The profile that is used where a request names none.</param>
    public ProfileSet(Profile byDefault) => _profiles[Profile.Default] = byDefault;

    /// <summary>The profiles with their names.</summary>
    public IEnumerable<KeyValuePair<string, Profile>> All => _profiles;

    /// <summary>Reads a file of profiles: an object of objects whose fields are those of a request.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="byDefault">What a profile leaves open, and the profile <c>default</c> where the file has none.</param>
    /// <param name="limits">The most that a profile may ask for.</param>
    /// <exception cref="OptionException">The file is not such an object, or a value is not allowed.</exception>
    public static ProfileSet Parse(ReadOnlyMemory<byte> json, Profile byDefault, ServiceLimits limits)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            _ = new JsonFields(document.RootElement, "profiles");
            var set = new ProfileSet(byDefault);
            if (document.RootElement.TryGetProperty(Profile.Default, out var own))
            {
                byDefault = set._profiles[Profile.Default] = Read(own, Profile.Default, byDefault, limits);
            }

            foreach (var profile in document.RootElement.EnumerateObject().Where(profile => profile.Name != Profile.Default))
            {
                if (profile.Name.Length == 0 || !profile.Name.All(IsOfName))
                {
                    throw RequestException.Invalid(
                        "profiles", JsonFields.Quoted(profile.Name), "names of letters, digits, '-', '_' and '.'.");
                }

                set._profiles[profile.Name] = Read(profile.Value, profile.Name, byDefault, limits);
            }

            return set;
        }
        catch (Exception exception) when (exception is JsonException or RequestException or OptionException)
        {
            throw new OptionException("profiles", $"The profiles cannot be used: {FieldNames.In(exception.Message)}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionException(
                "profiles", "The profiles cannot be used: a name has half of a surrogate pair; write whole characters.", exception);
        }
    }

    /// <summary>The profile of a name.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public Profile Of(string? name) => _profiles.TryGetValue(name ?? Profile.Default, out var profile)
        ? profile
        : throw RequestException.Invalid("profile", JsonFields.Quoted(name ?? ""), $"one of {string.Join(", ", _profiles.Keys)}.");

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';

    private static Profile Read(JsonElement element, string name, Profile byDefault, ServiceLimits limits)
    {
        var fields = new JsonFields(element, name);
        var profile = byDefault.WithDecision(fields).WithDrawing(fields, limits);
        if (fields.Text("engine") is { } engine)
        {
            profile = profile with { Engine = EngineChoice.Parse(engine) };
        }

        fields.RefuseOthers();
        _ = profile.Selection();
        profile.Decoding().Validate();
        return profile;
    }
}
