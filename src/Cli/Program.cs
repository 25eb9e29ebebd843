using System.Runtime.InteropServices;
using Accelerated.Cli;
using Accelerated.Cli.Output;
using Microsoft.Win32.SafeHandles;

using var cancel = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

await using var output = StandardOutput();
await using var input = Console.OpenStandardInput();
await using var error = new Messages(new StreamWriter(Console.OpenStandardError(), ToolStreams.Encoding) { AutoFlush = true });
return await Tool.RunAsync(args, new ToolStreams(input, output, error, !Console.IsErrorRedirected), cancel.Token);

// The console's own stream hides that a pipe's reader has gone away; a file stream over the descriptor says so. It would, however, not
// move the position that a redirected file shares with other programs.
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
    context.Cancel = true; // what is done is written before the tool ends
    cancel.Cancel();
}
