using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.LLamaSharp.Scheduling;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>
/// A model of a few letters whose logits are a hash of everything before: stands for llama.cpp where the logic round it is tested. It
/// counts what it is asked for and fails where llama.cpp would end the process.
/// </summary>
internal sealed class FakeModel : ILlamaModel
{
    public const int Vocabulary = 12;
    public const int End = 0;
    public const int Start = 11;
    public const int NewLine = 10;

    public int Contexts { get; private set; }

    public int MostSequences { get; private set; }

    public int MostCells { get; private set; }

    public int EvaluatedTokens { get; private set; }

    public int LiveSequences { get; private set; }

    public bool IsDisposed { get; private set; }

    public int Evaluations { get; private set; }

    /// <summary>The sequences of each evaluation, one a token.</summary>
    public List<int[]> Steps { get; } = [];

    /// <summary>What <see cref="MeasureCosts"/> finds.</summary>
    public StepCosts Costs { get; set; } = StepCosts.AlwaysMix;

    /// <summary>Called before each evaluation with its number, from 1.</summary>
    public Func<int, CancellationToken, Task> OnEvaluate { get; set; } = (_, _) => Task.CompletedTask;

    public Func<float, float> Distort { get; set; } = logit => logit;

    /// <summary>After which tokens all logits are NaN.</summary>
    public Func<IReadOnlyList<int>, bool> DistortAfter { get; set; } = _ => false;

    public string Device => "fake";

    public int Threads => 1;

    public int? StartToken => Start;

    public static GgufHeader Header { get; } = new(
        "fake",
        ContextLength: 128,
        CacheNumbersPerToken: 1,
        new GgufTokens(
            ["</s>", "a", "b", "c", "d", "e", "f", "g", "h", "i", "\n", "<s>"]) { Types = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3],
            Start = Start,
            End = End },
        Parts: 1);

    public LLamaSharpCandidateSource ToSource(LLamaSharpOptions? options = null, int contextLength = 128) =>
        new(this, "fake.gguf", Header with { ContextLength = contextLength }, options ?? new LLamaSharpOptions());

    /// <summary>The definition of the model.</summary>
    public static double[] Probabilities(IEnumerable<int> before)
    {
        var state = before.Aggregate(17u, (hash, token) => (hash ^ (uint)token) * 16777619u + 12345u);
        var weights = Enumerable.Range(0, Vocabulary).Select(token => token >= NewLine ? 0 : 1.0 + ((state >> (token * 2)) % 8)).ToArray();
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    public int[] Encode(string text) => [.. text.Select(letter => letter == '\n' ? NewLine : letter - 'a' + 1)];

    public byte[] Piece(int token) => Header.Tokens.IsControl(token) ? [] : [(byte)Header.Tokens.Texts[token][0]];

    public bool IsEnd(int token) => token == End;

    /// <summary>What happens when a context is made.</summary>
    public Action<ContextPlan> OnCreate { get; set; } = _ => { };

    /// <summary>What is measured, or thrown, instead of <see cref="Costs"/>.</summary>
    public Func<StepCosts, StepCosts> OnMeasure { get; set; } = costs => costs;

    public StepCosts MeasureCosts() => OnMeasure(Costs);

    public ILlamaContext CreateContext(ContextPlan plan)
    {
        OnCreate(plan);
        Contexts++;
        return new Context(this, plan);
    }

    public void Dispose() => IsDisposed = true;

    private sealed class Cell
    {
        public int Holders { get; set; } = 1;
    }

    private sealed class Context(FakeModel model, ContextPlan plan) : ILlamaContext
    {
        private readonly Dictionary<int, (List<int> Tokens, List<Cell> Cells)> _sequences = [];
        private readonly Dictionary<int, float[]> _logits = [];
        private int _cells;
        private bool _unusable;

        public ContextPlan Plan => plan;

        public int Vocabulary => FakeModel.Vocabulary;

        public void Fork(int from, int to)
        {
            var (tokens, cells) = _sequences[from];
            cells.ForEach(cell => cell.Holders++);
            Require(_sequences.TryAdd(to, ([.. tokens], [.. cells])), "a sequence that is in use is forked into");
            CountSequences();
        }

        public void Remove(int sequence)
        {
            if (_sequences.Remove(sequence, out var removed))
            {
                _cells -= removed.Cells.Count(cell => --cell.Holders == 0);
                CountSequences();
            }
        }

        public void Evaluate(StepBatch batch, CancellationToken interrupt)
        {
            Require(!_unusable, "a context is used after it failed");
            interrupt.ThrowIfCancellationRequested();
            _unusable = true;
            model.Steps.Add([.. batch.Sequences.Take(batch.Count)]);
            model.OnEvaluate(++model.Evaluations, interrupt).GetAwaiter().GetResult();
            _unusable = false;
            Require(batch.Count > 0 && batch.Count <= plan.Batch, "a step is larger than a batch");
            model.EvaluatedTokens += batch.Count;
            _logits.Clear();
            for (var row = 0; row < batch.Count; row++)
            {
                var (tokens, cells) = Sequence(batch.Sequences[row]);
                Require(batch.Positions[row] == tokens.Count, "a token is out of place");
                tokens.Add(batch.Tokens[row]);
                cells.Add(new Cell());
                _cells++;
                if (batch.Wanted[row])
                {
                    _logits[row] = Array.ConvertAll(
                        Probabilities(tokens),
                        probability => model.DistortAfter(tokens) ? float.NaN : model.Distort((float)Math.Log(probability) + 3));
                }
            }

            Require(_cells <= plan.Cells, "the cells run out");
            model.MostCells = Math.Max(model.MostCells, _cells);
        }

        public ReadOnlySpan<float> Logits(int row) => _logits[row];

        public void Dispose() => Require(_sequences.Count == 0, "a context is disposed before its sequences");

        private (List<int> Tokens, List<Cell> Cells) Sequence(int sequence)
        {
            Require(sequence >= 0 && sequence < plan.Sequences, "a sequence is none of the context's");
            if (!_sequences.TryGetValue(sequence, out var found))
            {
                _sequences[sequence] = found = ([], []);
                CountSequences();
            }

            return found;
        }

        private void CountSequences()
        {
            model.LiveSequences = _sequences.Count;
            model.MostSequences = Math.Max(model.MostSequences, _sequences.Count);
        }

        private static void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new InvalidOperationException($"The fake engine would crash: {otherwise}.");
            }
        }
    }
}
