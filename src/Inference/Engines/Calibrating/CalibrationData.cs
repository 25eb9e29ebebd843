using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accelerated.Inference.Engines;

/// <summary>A calibration as its file holds it.</summary>
/// <param name="Schema">The version of this form.</param>
/// <param name="Machine">What it holds for.</param>
/// <param name="Measured">When it was made.</param>
/// <param name="Threads">Threads of the CPU that were measured.</param>
/// <param name="DeviceStart">Seconds to open the device and compile a metric's kernels; 0 where there is none.</param>
/// <param name="Works">The costs, one a family.</param>
internal sealed record CalibrationData(
    int Schema, MachineFingerprint Machine, DateTimeOffset Measured, int Threads, double DeviceStart, IReadOnlyList<WorkCosts> Works)
{
    /// <summary>The form that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    private const int MostBytes = 1 << 20;
    private const string Incomplete = "is incomplete or holds a cost that is no time";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes the file: all of it or, where that fails, nothing.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);
        var part = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(part, JsonSerializer.Serialize(this, Json) + "\n");
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Reads a file that was made for a machine; null, with the reason, where there is none or it is of no use.</summary>
    public static CalibrationData? TryRead(string path, MachineFingerprint here, out string reason)
    {
        try
        {
            if (!File.Exists(path))
            {
                reason = "not calibrated; 'accelerated engines --calibrate' does it in some seconds";
                return null;
            }

            if (new FileInfo(path).Length > MostBytes)
            {
                reason = $"{path} is no calibration";
                return null;
            }

            var data = JsonSerializer.Deserialize<CalibrationData>(File.ReadAllText(path), Json);
            reason = data?.Trouble(here) is { } trouble ? $"{path} {trouble}" : data is null ? $"{path} is no calibration" : "";
            return reason.Length == 0 ? data : null;
        }
        catch (JsonException)
        {
            reason = $"{path} is no calibration";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            reason = $"{path} cannot be read: {e.Message.TrimEnd('.')}";
        }

        return null;
    }

    private string? Trouble(MachineFingerprint here)
    {
        if (Schema != CurrentSchema)
        {
            return $"has the form {Schema}; this version reads {CurrentSchema}";
        }

        if (Machine.Difference(here) is { } difference)
        {
            return $"was made for another machine: {difference}";
        }

        // The reader lets no other part be null.
        if (Works.Any(work => work is null || work.Points.Any(point => point is null)))
        {
            return Incomplete;
        }

        var complete = Works.Select(work => work.Family).Order().SequenceEqual(Enum.GetValues<WorkFamily>());
        var valid = Threads >= 1 && DeviceStart >= 0 && double.IsFinite(DeviceStart) && Works.All(work => IsValid(work, here.Device.Length > 0));
        return complete && valid ? null : Incomplete;
    }

    private static bool IsValid(WorkCosts work, bool hasDevice) =>
        work.Processor.IsValid() && work.Device is null != hasDevice && work.Device?.IsValid() != false
        && work.Points.Any(point => point.Problems == 1) && work.Points.All(point => point.Count >= 1 && IsTime(point.Processor) && (point.Device is { } device ? hasDevice && IsTime(device) : !hasDevice));

    private static bool IsTime(double seconds) => seconds > 0 && double.IsFinite(seconds);
}
