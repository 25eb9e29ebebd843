namespace Accelerated.Metrics;

/// <summary>A field of a record: its name, how two of its values compare, and how much it counts.</summary>
public sealed class RecordField
{
    /// <summary>A field.</summary>
    /// <param name="name">The property's name in the JSON object.</param>
    /// <param name="utility">How two values compare.</param>
    /// <param name="weight">How much the field counts beside the others; finite and positive.</param>
    /// <param name="isRequired">
    /// Whether an answer must have it: it is then left out only where no voter has it. Voters that lack it still count as such.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not finite and positive.</exception>
    public RecordField(string name, FieldUtility utility, double weight = 1, bool isRequired = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(utility);
        if (!(weight > 0) || double.IsInfinity(weight))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight),
                weight,
                $"The weight of field '{name}' must be finite and positive; 1 is usual. Leave out what counts nothing.");
        }

        Name = name;
        Utility = utility;
        Weight = weight;
        IsRequired = isRequired;
    }

    /// <summary>The property's name in the JSON object.</summary>
    public string Name { get; }

    /// <summary>How two values compare.</summary>
    public FieldUtility Utility { get; }

    /// <summary>How much the field counts beside the others.</summary>
    public double Weight { get; }

    /// <summary>Whether an answer must have it.</summary>
    public bool IsRequired { get; }
}
