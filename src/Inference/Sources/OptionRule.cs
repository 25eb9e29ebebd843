using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>Requires that options are within their range, with one form of message for all options types.</summary>
/// <param name="options">The name of the options' type.</param>
internal readonly struct OptionRule(string options)
{
    /// <summary>Requires that a value is allowed.</summary>
    /// <param name="holds">Whether it is allowed.</param>
    /// <param name="name">The option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="expected">The allowed values, as in "at least 1".</param>
    /// <param name="wayOut">What to do instead, a whole sentence; empty where the allowed values say it.</param>
    /// <exception cref="OptionException">The value is not allowed.</exception>
    public void Require(bool holds, string name, object? value, string expected, string wayOut = "")
    {
        if (!holds)
        {
            var message = FormattableString.Invariant(
                $"Invalid value '{value ?? "null"}' for {options}.{name}: expected {expected}. {wayOut}");
            throw new OptionException(name, message.TrimEnd());
        }
    }

    /// <summary>Checks the options that all local models share.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public void RequireCommon(
        int? threads, int? contextLength, int? batchSize, long cacheBytes, int device, ChatTemplateUse chat, PromptOverflow overflow)
    {
        RequireThreads(threads, "Threads");
        Require(contextLength is null or >= 2, "ContextLength", contextLength, "at least 2", "Leave it out for the model's own.");
        Require(batchSize is null or >= 1, "BatchSize", batchSize, "at least 1", "Leave it out for what fits.");
        Require(cacheBytes >= 1, "CacheBytes", cacheBytes, "at least 1", "Leave it out for 2 GiB.");
        Require(device >= 0, "Device", device, "at least 0", "Use 0 for the first device.");
        Require(Enum.IsDefined(chat), "Chat", chat, "Auto, Always or Never", "Leave it out for Auto.");
        Require(Enum.IsDefined(overflow), "Overflow", overflow, "Refuse or TruncateLeft", "Leave it out for Refuse.");
    }

    /// <summary>Requires a number of threads that native libraries can start.</summary>
    /// <exception cref="OptionException">The number is outside 1..<see cref="ThreadLimit.Most"/>.</exception>
    public void RequireThreads(int? value, string name) => Require(
        value is null || (value >= 1 && value <= ThreadLimit.Most),
        name,
        value,
        $"1 to {ThreadLimit.Most} on this machine",
        "Leave it out for what is fastest.");
}
