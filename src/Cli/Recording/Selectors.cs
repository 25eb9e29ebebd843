using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Recording;

namespace Accelerated.Cli.Recording;

/// <summary>Selectors for decision records, the last one kept while the options stay the same.</summary>
/// <param name="engine">Where pairs are computed.</param>
/// <param name="threads">CPU threads.</param>
internal sealed class Selectors(EngineChoice engine, int threads) : IDisposable
{
    private Selector? _last;
    private string? _key;

    /// <summary>The selector of a record's options.</summary>
    public Selector For(DecisionRecord record)
    {
        var key = record.Options.Metric.Info.Name + RecordTarget.Text(json => RecordOptions.Write(json, record.Options));
        if (_last is null || key != _key)
        {
            _last?.Dispose();
            (_last, _key) = (new Selector(record.Options with { Engine = engine, Threads = threads }), key);
        }

        return _last;
    }

    /// <inheritdoc/>
    public void Dispose() => _last?.Dispose();
}
