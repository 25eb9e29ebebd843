using System.CommandLine;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Formats;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Input.Streams;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>The options that say how a FILE is to be read.</summary>
/// <param name="use">What the command reads of it.</param>
internal sealed class InputOptions(InputUse use)
{
    private readonly Option<string?> _format = CommonOptions.Optional(
        "--format", "NAME", $"Format of the FILE: {string.Join(", ", InputFormats.Names)}. Default: by its content.");

    private readonly Option<string?> _id = CommonOptions.Optional("--id", "FIELD", "Field or column with the id, e.g. doc.id.");

    private readonly Option<string?> _candidates = CommonOptions.Optional(
        "--candidates", "FIELD", "Field or column with the candidates, e.g. output.texts or choices[].message.content.");

    private readonly Option<string?> _hypothesis = CommonOptions.Optional(
        "--candidates", "COLUMN", "Column with the hypotheses.");

    private readonly Option<string?> _reference = CommonOptions.Optional("--gold", "COLUMN", "Column with the references.");

    private readonly Option<string?> _lines = CommonOptions.Optional(
        "--lines", "N", "Read plain text: N candidates for each source, one a line.");

    private readonly Option<string?> _goldFile = CommonOptions.Optional(
        "--gold-file", "FILE", "With --lines: a file with the right answer of each source, one a line.");

    private readonly Option<string?> _encoding = CommonOptions.Optional(
        "--encoding", "NAME", "Encoding of text without a byte order mark, e.g. windows-1252. Default: utf-8.");

    private readonly Option<string?> _longest = CommonOptions.Optional(
        "--max-line", "BYTES", $"Maximum length of a line or record. Default: {LineReader.LongestLine}.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        List<Option> options = [_format, _id];
        if (use.HasFlag(InputUse.Problems))
        {
            options.AddRange([_candidates, _lines]);
        }

        if (use == (InputUse.Problems | InputUse.Prompts))
        {
            options.Add(_goldFile);
        }

        if (use == InputUse.Pairs)
        {
            options.AddRange([_hypothesis, _reference]);
        }

        options.AddRange([_encoding, _longest]);
        options.ForEach(command.Add);
    }

    /// <summary>Further files that the options name, which must not be overwritten.</summary>
    public IEnumerable<string> Files(ParseResult parsed) => Value(parsed, _goldFile) is { } file ? [file] : [];

    /// <summary>Reads the options' values.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="gold">The value of a --gold of the command's own; null if it is not given.</param>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public InputSettings Read(ParseResult parsed, string? gold = null)
    {
        var lines = Value(parsed, _lines);
        if (lines is null && CommonOptions.FirstGiven(parsed, _goldFile) is not null)
        {
            throw new OptionException("gold-file", "--gold-file requires --lines. Add it, e.g. --lines 8, or leave --gold-file out.");
        }

        return new InputSettings
        {
            Use = use,
            Format = Value(parsed, _format) is { } format ? InputFormats.Of(format) : null,
            Id = Path(parsed, _id, "id"),
            Candidates = Path(parsed, use == InputUse.Pairs ? _hypothesis : _candidates, "candidates"),
            Gold = gold is not null ? FieldPath.Parse("gold", gold) : use == InputUse.Pairs ? Path(parsed, _reference, "gold") : null,
            Lines = lines is null ? null : CommonOptions.WholeNumber("lines", lines, 1),
            GoldFile = Value(parsed, _goldFile),
            Encoding = Value(parsed, _encoding) is { } encoding ? InputBytes.EncodingOf(encoding) : null,
            LongestRecord = Value(parsed, _longest) is { } longest
                ? CommonOptions.WholeNumber("max-line", longest, 1)
                : LineReader.LongestLine,
        };
    }

    private static FieldPath? Path(ParseResult parsed, Option<string?> option, string name) =>
        Value(parsed, option) is { } text ? FieldPath.Parse(name, text) : null;

    private static string? Value(ParseResult parsed, Option<string?> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);
}
