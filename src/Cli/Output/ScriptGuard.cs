using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>Counts problems with texts in scripts without blanks that a metric takes for one word, and warns once a run.</summary>
internal sealed class ScriptGuard(Metric metric)
{
    private long _problems;
    private long _uncut;

    /// <summary>Looks at the texts of one problem.</summary>
    public void Add(params IEnumerable<Candidate> texts)
    {
        _problems++;
        _uncut += texts.Any(metric.CannotCut) ? 1 : 0;
    }

    /// <summary>Writes the warning.</summary>
    public void Report(Action<string> line)
    {
        if (_uncut > 0)
        {
            line(string.Create(
                CultureInfo.InvariantCulture,
                $"In {_uncut} of {_problems} problems {metric.Info.Name} takes texts without blanks (Chinese, Japanese, Thai, ...) ")
                + "for single words; say the language, e.g. --language zh, or choose another tokenizer, e.g. tokenizer=char.");
        }
    }
}
