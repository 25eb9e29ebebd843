using System.Runtime.InteropServices;
using Accelerated.Cli;
using Accelerated.Cli.Output;
using Microsoft.Win32.SafeHandles;

using var cancel = new CancellationTokenSource();
var isTerminated = false;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

await using var output = StandardOutput();
await using var input = Console.OpenStandardInput();
await using var error = new Messages(
    new StreamWriter(Console.OpenStandardError(), ToolStreams.Encoding) { AutoFlush = true }, Width(Console.IsErrorRedirected));
var code = await Tool.RunAsync(
    args,
    new ToolStreams(input, output, error, !Console.IsErrorRedirected, Width(Console.IsOutputRedirected), HasColour()),
    cancel.Token);
return code == ExitCode.Interrupted && isTerminated ? ExitCode.Terminated : code;

// By no-color.org, any value turns colours off.
static bool HasColour() =>
    string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

// Null where a stream is no terminal.
static int? Width(bool isRedirected)
{
    const int usual = 80;
    try
    {
        return isRedirected ? null : Console.WindowWidth > 0 ? Console.WindowWidth : usual;
    }
    catch (IOException)
    {
        return usual;
    }
}

// The console's stream ignores a broken pipe, and a file stream reports it; but a file stream over a redirected file would not move the
// position that it shares with other programs.
static Stream StandardOutput()
{
    if (OperatingSystem.IsWindows())
    {
        return Console.OpenStandardOutput();
    }

    var descriptor = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    return descriptor.CanSeek ? Console.OpenStandardOutput() : descriptor;
}

void Cancel(PosixSignalContext context)
{
    isTerminated |= context.Signal == PosixSignal.SIGTERM;

    // Finished results are written before the tool ends; a further interrupt ends it at once.
    context.Cancel = !(cancel.IsCancellationRequested && context.Signal == PosixSignal.SIGINT);
    cancel.Cancel();
}
