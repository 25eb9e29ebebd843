using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Accelerated.Extensions.AI.Profiles;

/// <summary>Checks one named profile.</summary>
/// <param name="profile">Its name.</param>
/// <param name="section">Where it is configured; null for code.</param>
internal sealed class ProfileValidation(string profile, IConfigurationSection? section) : IValidateOptions<MetricAwareProfile>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MetricAwareProfile options)
    {
        if (name != profile)
        {
            return ValidateOptionsResult.Skip;
        }

        if (section is not null && !section.Exists())
        {
            return ValidateOptionsResult.Fail(
                $"The configuration has no section '{section.Path}' for the profile '{profile}'. Add it, with at least a " +
                $"{nameof(MetricAwareProfile.Metric)}, or configure the profile in code.");
        }

        var errors = ProfileErrors.Of(
            options, section is null ? ProfileErrors.NameIn(profile) : property => $"{section.Path}:{property}");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
