using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Resuming;

/// <summary>
/// What results depend on, besides the records: the command, its options, the contents of the model and other files, and the tool's
/// version. A run is resumed only by one of the same description.
/// </summary>
internal sealed class RunDescription
{
    /// <summary>Options that change no result.</summary>
    private static readonly HashSet<string> s_without =
    [
        "--output", "--resume", "--engine", "--require-gpu", "--threads", "--concurrency", "--key-variable", "--quiet", "--verbose",
        "--config", "--max-line", "--model",
    ];

    private readonly SortedDictionary<string, string> _values;

    private RunDescription(SortedDictionary<string, string> values) => _values = values;

    /// <summary>What a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="read">The files that results depend on, such as the model's.</param>
    /// <exception cref="ToolException">A file cannot be read.</exception>
    public static RunDescription Of(ParseResult parsed, IEnumerable<string> read)
    {
        var command = parsed.CommandResult.Command;
        SortedDictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["command"] = command.Name,
            ["version"] = typeof(RunDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        };
        foreach (var option in OptionGroups.All(command).Where(option => !s_without.Contains(option.Name)))
        {
            if (parsed.GetResult(option) is { } result && Value(result.GetValueOrDefault<object?>()) is { } value)
            {
                values[option.Name] = value;
            }
        }

        var hashes = read.Select(Hash).ToList();
        if (hashes.Count > 0)
        {
            values["files"] = string.Join(' ', hashes);
        }

        // A file is told by its contents, so that it may be moved; a service by its name.
        if (OptionGroups.All(command).FirstOrDefault(option => option.Name == "--model") is { } named
            && parsed.GetResult(named)?.GetValueOrDefault<object?>() is string model && !Path.Exists(model))
        {
            values[named.Name] = model;
        }

        return new RunDescription(values);
    }

    /// <summary>Reads a description; null if it is none.</summary>
    public static RunDescription? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            SortedDictionary<string, string> values = new(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                values[property.Name] = property.Value.GetString() ?? "";
            }

            // Any other JSON object is not the tool's.
            return values.ContainsKey("command") && values.ContainsKey("version") ? new RunDescription(values) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The description as a JSON object.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach (var (name, value) in _values)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.Flush();
        return text.WrittenMemory;
    }

    /// <summary>What differs from another run, in words; null if nothing does.</summary>
    /// <param name="other">The other run.</param>
    /// <param name="without">A value that may differ.</param>
    public string? Difference(RunDescription other, string? without = null)
    {
        foreach (var name in _values.Keys.Union(other._values.Keys).Where(name => name != without))
        {
            var (own, others) = (_values.GetValueOrDefault(name), other._values.GetValueOrDefault(name));
            if (own != others)
            {
                return name == "files"
                    ? "with another model, or other files that it reads"
                    : $"with {name} {Shown(others)} instead of {Shown(own)}";
            }
        }

        return null;
    }

    private static string Shown(string? value) => value is null ? "not given" : $"'{ShownText.Item(value)}'";

    private static string? Value(object? value) => value switch
    {
        null or false => null,
        true => "on",
        IEnumerable<string> list => list.Any() ? string.Join(' ', list.Select(item => $"'{item}'")) : null,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Hash(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}.", e);
        }
    }
}
