using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>
/// A model of a few letters whose logits are a hash of everything before: stands for llama.cpp where the logic round it is tested. It counts
/// what it is asked for and fails where llama.cpp would end the process.
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

    /// <summary>Called before each evaluation with its number, from 1.</summary>
    public Func<int, CancellationToken, Task> OnEvaluate { get; set; } = (_, _) => Task.CompletedTask;

    public Func<float, float> Distort { get; set; } = logit => logit;

    public string Device => "fake";

    public int Threads => 1;

    public int? StartToken => Start;

    public static GgufHeader Header { get; } = new(
        "fake",
        ContextLength: 128,
        CacheNumbersPerToken: 1,
        new GgufTokens(["</s>", "a", "b", "c", "d", "e", "f", "g", "h", "i", "\n", "<s>"]) { Types = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3], Start = Start, End = End },
        Parts: 1);

    public LLamaSharpSource ToSource(LLamaSharpOptions? options = null) => new(this, "fake.gguf", Header, options ?? new LLamaSharpOptions());

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

    public ILlamaContext CreateContext(ContextPlan plan)
    {
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
        private readonly List<Sequence> _sequences = [];
        private int _evaluations;
        private int _cells;
        private bool _unusable;

        public ContextPlan Plan => plan;

        public ILlamaSequence Create() => Begin([], []);

        public async Task EvaluateAsync(CancellationToken cancellation)
        {
            Require(!_unusable, "a context is used after it failed");
            cancellation.ThrowIfCancellationRequested();
            _unusable = true;
            await model.OnEvaluate(++_evaluations, cancellation);
            _unusable = false;
            var pending = _sequences.Sum(sequence => sequence.Pending);
            Require(_evaluations == 1 || pending <= plan.Batch, "a step is larger than a batch");
            model.EvaluatedTokens += pending;
            _sequences.ForEach(sequence => sequence.Evaluate(_evaluations));
        }

        public void Dispose() => Require(_sequences.Count == 0, "a context is disposed before its sequences");

        private Sequence Begin(List<int> tokens, List<Cell> cells)
        {
            var sequence = new Sequence(this, [.. tokens], [.. cells]);
            cells.ForEach(cell => cell.Holders++);
            _sequences.Add(sequence);
            Require(_sequences.Count <= plan.Sequences, "more sequences than the context was made for");
            model.LiveSequences = _sequences.Count;
            model.MostSequences = Math.Max(model.MostSequences, _sequences.Count);
            return sequence;
        }

        private static void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new InvalidOperationException($"The fake engine would crash: {otherwise}.");
            }
        }

        private sealed class Sequence(Context context, List<int> tokens, List<Cell> cells) : ILlamaSequence
        {
            private int _evaluated;

            public int Pending { get; private set; }

            public ReadOnlySpan<float> Logits
            {
                get
                {
                    Require(_evaluated == context._evaluations, "logits are read after a later evaluation");
                    return Array.ConvertAll(Probabilities(tokens), probability => context.Model.Distort((float)Math.Log(probability) + 3));
                }
            }

            public ILlamaSequence Fork()
            {
                Require(Pending == 0, "a sequence is forked before it is evaluated");
                return context.Begin(tokens, cells);
            }

            public void Append(ReadOnlySpan<int> added)
            {
                Require(Pending == 0, "a sequence is appended to twice");
                tokens.AddRange(added);
                foreach (var _ in added)
                {
                    cells.Add(new Cell());
                }

                Pending = added.Length;
                context.CountCells(added.Length);
            }

            public void Evaluate(int number)
            {
                if (Pending > 0)
                {
                    Pending = 0;
                    _evaluated = number;
                }
            }

            public void Dispose()
            {
                Require(context._sequences.Remove(this), "a sequence is disposed twice");
                context.Model.LiveSequences = context._sequences.Count;
                context.CountCells(-cells.Count(cell => --cell.Holders == 0));
            }
        }

        private FakeModel Model => model;

        private void CountCells(int added)
        {
            _cells += added;
            Require(_cells <= plan.Cells, "the cells run out");
            model.MostCells = Math.Max(model.MostCells, _cells);
        }
    }
}
