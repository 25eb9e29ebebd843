using System.Text;

namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>How the text added so far ends.</summary>
internal enum RowEnding
{
    /// <summary>At the end of a row.</summary>
    Row,

    /// <summary>Inside a quoted cell, which the next line continues.</summary>
    InQuotes,

    /// <summary>In an error: text after a closing quote.</summary>
    AfterQuote,
}

/// <summary>Parses a row of separated values line by line.</summary>
internal sealed class RowParser(char separator)
{
    private readonly List<string?> _cells = [];
    private readonly StringBuilder _quoted = new();
    private bool _inQuotes;

    /// <summary>The cells; an empty one without quotes is null.</summary>
    public IReadOnlyList<string?> Cells => _cells;

    /// <summary>Starts a row.</summary>
    public void Start()
    {
        _cells.Clear();
        _quoted.Clear();
        _inQuotes = false;
    }

    /// <summary>Adds a line of the row.</summary>
    public RowEnding Add(string line)
    {
        var at = 0;
        if (_inQuotes)
        {
            _quoted.Append('\n');
        }

        while (true)
        {
            if (_inQuotes || (at < line.Length && line[at] == '"' && !IsLiteral(line, at)))
            {
                at = Quoted(line, _inQuotes ? at : at + 1);
                if (_inQuotes)
                {
                    return RowEnding.InQuotes;
                }

                if (at < line.Length && line[at] != separator)
                {
                    return RowEnding.AfterQuote;
                }
            }
            else
            {
                var end = line.IndexOf(separator, at);
                end = end < 0 ? line.Length : end;
                _cells.Add(end == at ? null : line[at..end]);
                at = end;
            }

            if (at == line.Length)
            {
                return RowEnding.Row;
            }

            at++;
        }
    }

    // Reads on inside quotes; the offset after the closing one, or the end.
    private int Quoted(string line, int at)
    {
        _inQuotes = true;
        while (true)
        {
            var quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                _quoted.Append(line, at, line.Length - at);
                return line.Length;
            }

            _quoted.Append(line, at, quote - at);
            at = quote + 1;
            if (at == line.Length || line[at] != '"')
            {
                _cells.Add(_quoted.ToString());
                _quoted.Clear();
                _inQuotes = false;
                return at;
            }

            _quoted.Append('"');
            at++;
        }
    }

    // Many files with tabs are not quoted, so a quote there counts only if it is closed before the next tab.
    private bool IsLiteral(string line, int at)
    {
        if (separator != '\t')
        {
            return false;
        }

        var end = line.IndexOf(separator, at);
        var cell = line.AsSpan(at, (end < 0 ? line.Length : end) - at);
        return cell.Length < 2 || cell[^1] != '"' || cell[1..^1].Count('"') != 2 * cell[1..^1].Count("\"\"");
    }
}
