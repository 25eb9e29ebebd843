using System.Text.Json;

namespace Accelerated.Inference.Engines;

/// <summary>The content of a calibration file.</summary>
/// <param name="Schema">The version of the file format.</param>
/// <param name="Machine">The machine that was measured.</param>
/// <param name="Measured">The time of the measurement.</param>
/// <param name="Threads">The measured number of CPU threads.</param>
/// <param name="DeviceStart">Seconds to open the device and compile a metric's kernels; 0 without a device.</param>
/// <param name="Works">The costs, one for each family.</param>
internal sealed record CalibrationData(
    int Schema, MachineFingerprint Machine, DateTimeOffset Measured, int Threads, double DeviceStart, IReadOnlyList<WorkCosts> Works)
{
    /// <summary>The version that this library writes and reads.</summary>
    public const int CurrentSchema = 1;

    private const int MostBytes = 1 << 20;
    private const string Incomplete = "is incomplete or has an invalid cost";

    /// <summary>Writes the file: all of it or, where that fails, nothing.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);
        var part = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(part, JsonSerializer.Serialize(this, JsonTypes.Default.CalibrationData) + "\n");
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Reads the calibration of a machine; null, with the reason, where the file is missing or cannot be used.</summary>
    public static CalibrationData? TryRead(string path, MachineFingerprint here, out string reason)
    {
        try
        {
            if (!File.Exists(path))
            {
                reason = "not calibrated";
                return null;
            }

            if (new FileInfo(path).Length > MostBytes)
            {
                reason = $"{path} is not a calibration";
                return null;
            }

            var data = JsonSerializer.Deserialize(File.ReadAllText(path), JsonTypes.Default.CalibrationData);
            reason = data?.Problem(here) is { } problem ? $"{path} {problem}" : data is null ? $"{path} is not a calibration" : "";
            return reason.Length == 0 ? data : null;
        }
        catch (JsonException)
        {
            reason = $"{path} is not a calibration";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            reason = $"{path} cannot be read: {e.Message.TrimEnd('.')}";
        }

        return null;
    }

    private string? Problem(MachineFingerprint here)
    {
        if (Schema != CurrentSchema)
        {
            return $"has version {Schema}; expected {CurrentSchema}";
        }

        if (Machine.Difference(here) is { } difference)
        {
            return $"was made for another machine: {difference}";
        }

        // The serializer rejects null in all other parts.
        if (Works.Any(work => work is null || work.Points.Any(point => point is null)))
        {
            return Incomplete;
        }

        var complete = Works.Select(work => work.Family).Order().SequenceEqual(Enum.GetValues<WorkFamily>());
        var valid = Threads >= 1 && DeviceStart >= 0 && double.IsFinite(DeviceStart)
            && Works.All(work => IsValid(work, here.Device.Length > 0));
        return complete && valid ? null : Incomplete;
    }

    private static bool IsValid(WorkCosts work, bool hasDevice) =>
        work.Processor.IsValid() && work.Device is null != hasDevice && work.Device?.IsValid() != false
        && work.Points.Any(point => point.Problems == 1) && work.Points.All(point => IsValid(point, hasDevice));

    private static bool IsValid(WorkPoint point, bool hasDevice) =>
        point.Count >= 1 && IsTime(point.Processor) && (point.Device is { } device ? hasDevice && IsTime(device) : !hasDevice);

    private static bool IsTime(double seconds) => seconds > 0 && double.IsFinite(seconds);
}
