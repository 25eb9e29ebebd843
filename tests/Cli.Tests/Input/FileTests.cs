using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Accelerated.Cli.Tests;

public sealed class FileTests
{
    private const string Line = """{"id": "a", "candidates": ["x y", "y"]}""";

    [Test]
    public async Task Results_go_to_a_file()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        var run = await CommandRun.Of("", "select", folder["in.jsonl"], "--metric", "token-f1", "--output", folder["out.jsonl"]);
        Assert.That(run, Is.EqualTo(new CommandRun(0, "", "")));
        var standard = await CommandRun.Of(Line, "select", "-", "--metric", "token-f1", "--output", "-");
        Assert.That(await File.ReadAllTextAsync(folder["out.jsonl"]), Is.EqualTo(standard.Output).And.Not.Empty);
    }

    [Test]
    public async Task Reports_a_missing_file()
    {
        var run = await CommandRun.Of("", "select", "no-such-file.jsonl", "--metric", "token-f1");
        Assert.That(
            run, Is.EqualTo(new CommandRun(1, "", "File 'no-such-file.jsonl' was not found. Check the path; '-' reads standard input.\n")));
    }

    [Test]
    public async Task Reports_an_output_that_cannot_be_written()
    {
        var run = await CommandRun.Of(Line, "select", "--metric", "token-f1", "--output", Path.Combine("no-such-folder", "out.jsonl"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("Cannot write '").And.EndWith("Choose another --output.\n"));
    }

    [Test]
    public async Task An_output_that_is_the_input_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        var run = await CommandRun.Of("", "select", folder["in.jsonl"], "--metric", "token-f1", "--output", folder["in.jsonl"]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Is.EqualTo($"'{folder["in.jsonl"]}' is the input and would be overwritten. Choose another --output.\n"));
        Assert.That(await File.ReadAllTextAsync(folder["in.jsonl"]), Is.EqualTo(Line));
    }

    [TestCase("-s")]
    [TestCase("-f")]
    [Platform(Exclude = "Win")]
    public async Task A_link_to_the_input_is_not_overwritten_either(string kind)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        using var link = Process.Start("ln", [kind, folder["in.jsonl"], folder["link.jsonl"]]);
        await link.WaitForExitAsync();
        var run = await CommandRun.Of("", "select", folder["in.jsonl"], "--metric", "token-f1", "--output", folder["link.jsonl"]);
        Assert.That(
            run,
            Is.EqualTo(
                new CommandRun(2, "", $"'{folder["link.jsonl"]}' is the input and would be overwritten. Choose another --output.\n")));
        Assert.That(await File.ReadAllTextAsync(folder["in.jsonl"]), Is.EqualTo(Line));
    }

    [Test]
    public async Task An_output_of_the_input_s_length_is_overwritten()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        await File.WriteAllTextAsync(folder["out.jsonl"], Line);
        var run = await CommandRun.Of("", "select", folder["in.jsonl"], "--metric", "token-f1", "--output", folder["out.jsonl"]);
        Assert.That(run, Is.EqualTo(new CommandRun(0, "", "")));
        Assert.That(await File.ReadAllTextAsync(folder["out.jsonl"]), Does.StartWith("{\"id\":\"a\",\"index\":"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Results_go_to_a_named_pipe()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        using var make = Process.Start("mkfifo", [folder["pipe"]]);
        await make.WaitForExitAsync();
        var read = Task.Run(() => File.ReadAllTextAsync(folder["pipe"]));
        var run = await CommandRun.Of("", "select", folder["in.jsonl"], "--metric", "token-f1", "--output", folder["pipe"]);
        Assert.That(run, Is.EqualTo(new CommandRun(0, "", "")));
        Assert.That(await read, Does.StartWith("{\"id\":\"a\",\"index\":"));
    }

    [TestCase("select", "Cannot write '': the name is not valid. Choose another --output.\n")]
    [TestCase("matrix", "Cannot create the folder '': the name is not valid. Choose another --output.\n")]
    public async Task Rejects_an_empty_output_name(string command, string message)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        var run = await CommandRun.Of("", command, folder["in.jsonl"], "--metric", "token-f1", "--output", "");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Is.EqualTo(message));
    }

    [Test]
    [Platform("Linux")]
    public async Task Continues_if_messages_cannot_be_written()
    {
        using var messages = new Output.Messages(new StreamWriter("/dev/full") { AutoFlush = true });
        Assert.That(() => messages.WriteLine("lost"), Throws.Nothing);
        using var output = new MemoryStream();
        var input = new MemoryStream(Encoding.UTF8.GetBytes("bad\n" + Line));
        var code = await Tool.RunAsync(
            ["select", "--metric", "token-f1"], new ToolStreams(input, output, messages, ErrorIsTerminal: false));
        Assert.That((code, output.Length > 0), Is.EqualTo((ExitCode.BadLines, true)));
    }

    [Test]
    [Platform("Linux")]
    public async Task Reports_a_full_disk()
    {
        var run = await CommandRun.Of(Line, "select", "--metric", "token-f1", "--output", "/dev/full");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(
            run.Error,
            Does.StartWith("Cannot write '/dev/full': No space left on device")
                .And.EndWith("free some space or choose another --output.\n"));
    }

    [Test]
    public async Task Matrices_are_NumPy_files_named_by_id()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of(
            """
            {"id": "q1", "candidates": ["1", "2", "x", "1"], "references": ["3", "y", "5"]}
            {"id": "../q/1", "candidates": ["4"]}
            """,
            "matrix", "--metric", "absolute-error", "--output", folder["made"]);
        Assert.That(run, Is.EqualTo(new CommandRun(0, "", "")));
        Assert.That(
            Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Root, path))
                .Order(StringComparer.Ordinal),
            Is.EqualTo(new[]
        {
            Path.Combine("made", "_._q_1.npy"), Path.Combine("made", "q1.npy"),
        }));
        var (shape, values) = ReadNpy(folder[Path.Combine("made", "q1.npy")]);
        Assert.That(shape, Is.EqualTo("(4, 3)"));
        Assert.That(values, Is.EqualTo(new[] { 2, float.NaN, 4, 1, float.NaN, 3, float.NaN, float.NaN, float.NaN, 2, float.NaN, 4 }));
    }

    [Test]
    public async Task Gives_each_id_its_own_file_or_reports_it()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of(
            """
            {"id": "a/b", "candidates": ["1"]}
            {"id": "A_b", "candidates": ["1", "2"]}
            {"id": "nul", "candidates": ["1"]}
            """,
            "matrix", "--metric", "absolute-error", "--output", folder.Root);
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Is.EqualTo(
            "line 2: its file 'A_b.npy' would be the same as that of line 1; give it an id that differs in letters or digits\n1 bad line "
            + "was skipped; the rest was processed.\n"));
        Assert.That(Directory.GetFiles(folder.Root).Select(Path.GetFileName), Is.EquivalentTo(new[] { "a_b.npy", "_nul.npy" }));
    }

    [TestCase(1)]
    [TestCase(12_345_678)]
    public void The_data_of_a_NumPy_file_start_at_a_multiple_of_64_bytes(int rows)
    {
        var header = Output.NpyFile.Header(rows, 3);
        Assert.That(header, Has.Length.EqualTo(128).Or.Length.EqualTo(64));
        Assert.That(header[^1], Is.EqualTo((byte)'\n'));
        Assert.That(BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)), Is.EqualTo(header.Length - 10));
    }

    private static (string Shape, float[] Values) ReadNpy(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.That(bytes.Take(8), Is.EqualTo(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }));
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        var header = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.That(header, Does.StartWith("{'descr': '<f4', 'fortran_order': False, 'shape': ("));
        var shape = header[header.IndexOf('(', StringComparison.Ordinal)..(header.IndexOf(')', StringComparison.Ordinal) + 1)];
        return (shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + length)).ToArray());
    }
}
