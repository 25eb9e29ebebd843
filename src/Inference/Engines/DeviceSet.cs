using System.Globalization;
using System.Numerics;
using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>
/// Which devices of a kind, each by its index from 0 to 63; the default is device 0. Equal where they name the same devices.
/// </summary>
public readonly struct DeviceSet
{
    /// <summary>The largest index.</summary>
    public const int Largest = 63;

    private const string AllName = "all";

    private readonly ulong _flipped; // a bit a device, that of device 0 inverted, so that the default is device 0

    private DeviceSet(ulong bits) => _flipped = bits ^ 1;

    /// <summary>Every device that the machine has.</summary>
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

    /// <summary>Some devices; their order and repetitions do not count.</summary>
    /// <param name="indices">At least one index of 0 to 63.</param>
    /// <exception cref="OptionException">There is none, or one is beyond the range.</exception>
    public static DeviceSet Of(params IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var bits = 0UL;
        foreach (var index in indices)
        {
            bits |= index is >= 0 and <= Largest
                ? 1UL << index
                : throw new OptionException("engine", $"There is no device {index}; devices are numbered from 0 to {Largest}. 'accelerated engines' lists them.");
        }

        return bits != 0 ? new DeviceSet(bits) : throw new OptionException("engine", "No device is named; name at least one, as in cuda:0, or all.");
    }

    /// <summary>The devices, as <c>1</c>, <c>0,2</c> or <c>all</c>.</summary>
    public override string ToString() => IsAll ? AllName : string.Join(',', Indices.Select(index => index.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
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
