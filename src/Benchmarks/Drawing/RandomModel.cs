using System.Text;

namespace Accelerated.Benchmarks;

/// <summary>
/// Language models of the Llama architecture with random weights, as GGUF files in 8 bits (Q8_0): their texts are meaningless, but drawing
/// takes as long as with a trained model of that size.
/// </summary>
/// <param name="Name">The name in figures.</param>
/// <param name="Vocabulary">Tokens, at least 300.</param>
/// <param name="Width">Width of a layer, a multiple of 64, the width of a head.</param>
/// <param name="FeedForward">Width within a layer, a multiple of 32.</param>
/// <param name="Layers">Layers.</param>
public sealed record RandomModel(string Name, int Vocabulary, int Width, int FeedForward, int Layers)
{
    private const int HeadWidth = 64;
    private const int Context = 1024;
    private const int Block = 32; // elements that share a scale
    private const uint Float32 = 0;
    private const uint Bits8 = 8;
    private const double Deviation = 0.02;

    /// <summary>Total number of weights; input and output share theirs.</summary>
    public long Parameters => Tensors().Sum(tensor => tensor.Columns * tensor.Rows);

    /// <summary>Writes the model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Seed of the weights.</param>
    public void Write(string path, int seed)
    {
        using var writer = new BinaryWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
        var tensors = Tensors();
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)Pairs.Length);
        Array.ForEach(Pairs, pair => pair(writer));
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            Write(writer, tensor.Name);
            var isVector = tensor.Rows == 1;
            writer.Write(isVector ? 1u : 2u);
            writer.Write((ulong)tensor.Columns);
            if (!isVector)
            {
                writer.Write((ulong)tensor.Rows);
            }

            writer.Write(isVector ? Float32 : Bits8);
            writer.Write((ulong)offset);
            offset += Padded(Bytes(tensor));
        }

        Pad(writer);
        var random = new Random(seed);
        foreach (var tensor in tensors)
        {
            WriteWeights(writer, tensor, random);
            Pad(writer);
        }
    }

    private Action<BinaryWriter>[] Pairs =>
    [
        writer => Pair(writer, "general.architecture", "llama"),
        writer => Pair(writer, "llama.context_length", Context),
        writer => Pair(writer, "llama.embedding_length", (uint)Width),
        writer => Pair(writer, "llama.block_count", (uint)Layers),
        writer => Pair(writer, "llama.feed_forward_length", (uint)FeedForward),
        writer => Pair(writer, "llama.attention.head_count", (uint)(Width / HeadWidth)),
        writer => Pair(writer, "llama.rope.dimension_count", HeadWidth),
        writer => Pair(writer, "llama.attention.layer_norm_rms_epsilon", 1e-5f),
        writer => Pair(writer, "tokenizer.ggml.model", "llama"),
        writer => List(writer, "tokenizer.ggml.tokens", 8, token => Write(writer, TokenText(token))),
        writer => List(writer, "tokenizer.ggml.scores", 6, token => writer.Write((float)-token)),
        writer => List(writer, "tokenizer.ggml.token_type", 5, token => writer.Write(token < 3 ? 3 : token < 259 ? 6 : 1)),
        writer => Pair(writer, "tokenizer.ggml.bos_token_id", 1),
        writer => Pair(writer, "tokenizer.ggml.eos_token_id", 2),
    ];

    // Three control tokens, the 256 bytes, then words.
    private static string TokenText(int token) =>
        token < 3 ? $"<{token}>" : token < 259 ? $"<0x{token - 3:X2}>" : $"{PseudoWords.Of(token)}{token}";

    private List<(string Name, long Columns, long Rows)> Tensors()
    {
        var tensors = new List<(string, long, long)> { ("token_embd.weight", Width, Vocabulary), ("output_norm.weight", Width, 1) };
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var (name, columns, rows) in new[]
            {
                ("attn_norm", Width, 1),
                ("attn_q", Width, Width), ("attn_k", Width, Width), ("attn_v", Width, Width), ("attn_output", Width, Width),
                ("ffn_norm", Width, 1), ("ffn_gate", Width, FeedForward), ("ffn_up", Width, FeedForward), ("ffn_down", FeedForward, Width),
            })
            {
                tensors.Add(($"blk.{layer}.{name}.weight", columns, rows));
            }
        }

        return tensors;
    }

    private static void WriteWeights(BinaryWriter writer, (string Name, long Columns, long Rows) tensor, Random random)
    {
        if (tensor.Rows == 1)
        {
            for (var i = 0; i < tensor.Columns; i++)
            {
                writer.Write(1f);
            }

            return;
        }

        var row = new byte[tensor.Columns / Block * (Block + 2)];
        var scale = BitConverter.GetBytes((Half)(Deviation / (256 / Math.Sqrt(12))));
        for (var r = 0L; r < tensor.Rows; r++)
        {
            random.NextBytes(row);
            for (var at = 0; at < row.Length; at += Block + 2)
            {
                scale.CopyTo(row, at);
            }

            writer.Write(row);
        }
    }

    private static long Bytes((string Name, long Columns, long Rows) tensor) =>
        tensor.Rows == 1 ? tensor.Columns * sizeof(float) : tensor.Columns / Block * (Block + 2) * tensor.Rows;

    private static long Padded(long bytes) => (bytes + 31) / 32 * 32;

    private static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        writer.Write(new byte[Padded(writer.BaseStream.Position) - writer.BaseStream.Position]);
    }

    private static void Pair(BinaryWriter writer, string key, string value)
    {
        Write(writer, key);
        writer.Write(8u);
        Write(writer, value);
    }

    private static void Pair(BinaryWriter writer, string key, uint value)
    {
        Write(writer, key);
        writer.Write(4u);
        writer.Write(value);
    }

    private static void Pair(BinaryWriter writer, string key, float value)
    {
        Write(writer, key);
        writer.Write(6u);
        writer.Write(value);
    }

    private void List(BinaryWriter writer, string key, uint type, Action<int> write)
    {
        Write(writer, key);
        writer.Write(9u);
        writer.Write(type);
        writer.Write((ulong)Vocabulary);
        for (var token = 0; token < Vocabulary; token++)
        {
            write(token);
        }
    }

    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write((ulong)Encoding.UTF8.GetByteCount(text));
        writer.Write(Encoding.UTF8.GetBytes(text));
    }
}
