using Accelerated.Inference.Engines;

namespace Accelerated.Inference.Tests;

/// <summary>The file of a calibration: valid files are read back; others are ignored with a reason.</summary>
public sealed class CalibrationFileTests
{
    private static readonly MachineFingerprint Here = new("a processor", 4, "512-bit SIMD, X64", "a device", "1.2", "0.1.0.0");

    private string _folder = "";

    private string File => Path.Combine(_folder, "below", "calibration.json");

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("calibration").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Reads_back_what_was_written_and_leaves_no_other_file()
    {
        var wanted = Data(Here);
        wanted.Write(File);
        wanted.Write(File);
        var found = CalibrationData.TryRead(File, Here, out var reason);
        Assert.That(reason, Is.Empty);
        Assert.That(found! with { Works = [] }, Is.EqualTo(wanted with { Works = [] }));
        Assert.That(found.Works.SelectMany(work => work.Points), Is.EqualTo(wanted.Works.SelectMany(work => work.Points)));
        Assert.That(
            found.Works.Select(work => (work.Family, work.Processor, work.Device)),
            Is.EqualTo(wanted.Works.Select(work => (work.Family, work.Processor, work.Device))));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(File)!), Is.EqualTo(new[] { File }));
        Assert.That(CostModel.Of(found, "").Saving(CalibrationGrid.All()[0].Points[^1].Batch, 4), Is.Positive);
    }

    [Test]
    public void Reports_a_missing_file() => AssertReason("not calibrated");

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"schema": 1}""")]
    [TestCase("""{"schema": "one", "machine": null}""")]
    public void Rejects_a_file_of_another_format(string text)
    {
        Write(text);
        AssertReason($"{File} is not a calibration");
    }

    [Test]
    public void Rejects_a_truncated_file()
    {
        Data(Here).Write(File);
        var text = System.IO.File.ReadAllText(File);
        for (var length = 0; length < text.Length - 2; length += 97)
        {
            Write(text[..length]);
            AssertReason($"{File} is not a calibration");
        }
    }

    [Test]
    public void Rejects_a_file_that_is_too_large()
    {
        Write(new string(' ', 2 << 20));
        AssertReason($"{File} is not a calibration");
    }

    [Test]
    public void Reports_a_file_that_cannot_be_written()
    {
        Directory.CreateDirectory(File);
        Assert.That(() => Data(Here).Write(File), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(File)!), Is.Empty, "parts that were left");
        Assert.That(
            () => Data(Here).Write(Path.GetPathRoot(_folder)!),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
    }

    [Test]
    public void Rejects_a_later_version()
    {
        (Data(Here) with { Schema = 2 }).Write(File);
        AssertReason($"{File} has version 2; expected 1");
    }

    [Test]
    public void Rejects_a_calibration_of_another_machine()
    {
        foreach (var (there, difference) in new[]
        {
            (Here with { Processor = "b" }, "CPU 'b', here 'a processor'"),
            (Here with { Cores = 8 }, "number of cores '8', here '4'"),
            (Here with { Vectors = "x" }, "vectors 'x', here '512-bit SIMD, X64'"),
            (Here with { Device = "x" }, "device 'x', here 'a device'"),
            (Here with { Driver = "x" }, "driver 'x', here '1.2'"),
            (Here with { Version = "x" }, "version 'x', here '0.1.0.0'"),
        })
        {
            Data(there).Write(File);
            AssertReason($"{File} was made for another machine: {difference}");
        }
    }

    [Test]
    public void Rejects_invalid_costs()
    {
        var data = Data(Here);
        foreach (var works in new IReadOnlyList<WorkCosts>[]
        {
            [],
            [.. data.Works.Skip(1)],
            [.. data.Works, data.Works[0]],
            [.. data.Works.Select(work => work with { Processor = work.Processor with { PerStep = -1 } })],
            [.. data.Works.Select(work => work with { Device = null })],
            [.. data.Works.Select(work => work with { Points = [] })],
            [.. data.Works.Select(work => work with { Points = [.. work.Points.Select(point => point with { Processor = 0 })] })],
            [.. data.Works.Select(work => work with { Points = [null!, .. work.Points] })],
            [null!, .. data.Works.Skip(1)],
        })
        {
            (data with { Works = works }).Write(File);
            AssertReason($"{File} is incomplete or has an invalid cost");
        }
    }

    [Test]
    public void Rejects_an_infinite_time()
    {
        Data(Here).Write(File);
        var text = System.IO.File.ReadAllText(File);
        var time = System.Text.RegularExpressions.Regex.Matches(text, "\"processor\": [0-9]").Last();
        Write(text[..(time.Index + "\"processor\": ".Length)] + "1e999, \"was\": " + text[(time.Index + "\"processor\": ".Length)..]);
        AssertReason($"{File} is incomplete or has an invalid cost");
    }

    [Test]
    [NonParallelizable]
    public void Creates_the_folder_of_the_user()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetEnvironmentVariable("HOME");
        var file = Environment.GetEnvironmentVariable(Calibration.FileVariable);
        try
        {
            Environment.SetEnvironmentVariable(Calibration.FileVariable, null);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", null);
            Environment.SetEnvironmentVariable("HOME", _folder);
            Assert.That(Path.IsPathRooted(Calibration.DefaultFile), Calibration.DefaultFile);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Calibration.FileVariable, file);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
            Environment.SetEnvironmentVariable("HOME", home);
        }
    }

    [Test]
    public void Reports_a_folder_in_place_of_the_file()
    {
        Directory.CreateDirectory(File);
        AssertReason("not calibrated");
    }

    private static CalibrationData Data(MachineFingerprint machine) => new(
        1, machine, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 4, 0.5,
        Calibrator.Run(
            CalibrationGrid.All(),
            new KnownEngine(new EngineCost(1e-6, 0, 0, 1e-9).Seconds),
            new KnownEngine(new EngineCost(1e-4, 0, 1e-10, 1e-11).Seconds)));

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
    }

    private void AssertReason(string wanted)
    {
        Assert.That(CalibrationData.TryRead(File, Here, out var reason), Is.Null);
        Assert.That(reason, Is.EqualTo(wanted));
    }
}
