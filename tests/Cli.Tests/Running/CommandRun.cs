using System.Text;
using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>One run of the tool in this process, with its exit code and output.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the standard output as JSON.</summary>
    public IReadOnlyList<JsonElement> Json =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static Task<CommandRun> Of(string input, params string[] arguments) => Of(Encoding.UTF8.GetBytes(input), arguments);

    public static async Task<CommandRun> Of(byte[] input, params string[] arguments)
    {
        using var output = new MemoryStream();
        var error = new StringWriter { NewLine = "\n" };
        var code = await Tool.RunAsync(arguments, new ToolStreams(new MemoryStream(input), output, error, ErrorIsTerminal: false));
        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
