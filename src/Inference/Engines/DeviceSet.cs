using System.Globalization;
using System.Numerics;
using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>
/// A set of devices of one kind, by their indices from 0 to 63; the default is device 0. Sets of the same devices are equal.
/// </summary>
public readonly struct DeviceSet
{
    /// <summary>The largest index.</summary>
    public const int Largest = 63;

    private const string AllName = "all";

    private readonly ulong _flipped; // one bit per device, that of device 0 inverted, so that the default is device 0

    private DeviceSet(ulong bits) => _flipped = bits ^ 1;

    /// <summary>All devices of the machine.</summary>
    public static DeviceSet All => new(ulong.MaxValue);

    /// <summary>Whether it is <see cref="All"/>.</summary>
    public bool IsAll => Bits == ulong.MaxValue;

    /// <summary>The indices, ascending; 0 to 63 of <see cref="All"/>.</summary>
    public IReadOnlyList<int> Indices
    {
        get
        {
            var indices = new List<int>();
            for (var rest = Bits; rest != 0; rest &= rest - 1)
            {
                indices.Add(BitOperations.TrailingZeroCount(rest));
            }

            return indices;
        }
    }

    /// <summary>Whether it is device 0.</summary>
    internal bool IsDefault => _flipped == 0;

    private ulong Bits => _flipped ^ 1;

    /// <summary>The set of some devices; order and repetitions do not matter.</summary>
    /// <param name="indices">At least one index from 0 to 63.</param>
    /// <exception cref="OptionException">There are no indices, or one is outside the range.</exception>
    public static DeviceSet Of(params IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var bits = 0UL;
        foreach (var index in indices)
        {
            bits |= index is >= 0 and <= Largest
                ? 1UL << index
                : throw new OptionException(
                    nameof(indices),
                    FormattableString.Invariant($"Invalid device index '{index}': expected 0 to {Largest}. EngineFactory.List() has all."));
        }

        return bits != 0
            ? new DeviceSet(bits)
            : throw new OptionException(nameof(indices), "Expected at least one device index. Use DeviceSet.All for all devices.");
    }

    /// <summary>The devices, as <c>1</c>, <c>0,2</c> or <c>all</c>.</summary>
    public override string ToString() =>
        IsAll ? AllName : string.Join(',', Indices.Select(index => index.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Parses the form of <see cref="ToString"/>.</summary>
    internal static bool TryParse(string text, out DeviceSet devices)
    {
        devices = All;
        if (text == AllName)
        {
            return true;
        }

        var indices = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > Largest)
            {
                return false;
            }

            indices.Add(index);
        }

        devices = Of(indices);
        return true;
    }
}
