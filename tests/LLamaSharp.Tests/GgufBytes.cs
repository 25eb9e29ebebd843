using System.Text;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Writes small GGUF files: a header as asked for and zeros for weights.</summary>
internal sealed class GgufBytes
{
    private readonly List<Action<BinaryWriter>> _pairs = [];
    private readonly List<(string Name, ulong[] Shape, uint Type, ulong Offset)> _tensors = [];

    public uint Version { get; init; } = 3;

    public int DataBytes { get; init; }

    /// <summary>
    /// A language model's header: 2 layers, 4 heads of width 8, 100 tokens, context 128, and one float32 tensor of 64 elements.
    /// </summary>
    public static GgufBytes LanguageModel(int dataBytes = 256) => new GgufBytes { DataBytes = dataBytes }
        .Text("general.architecture", "toy")
        .Number("toy.block_count", 2)
        .Number("toy.attention.head_count", 4)
        .Number("toy.embedding_length", 32)
        .Number("toy.context_length", 128)
        .Texts("tokenizer.ggml.tokens", 100)
        .Tensor("weight", [16, 4], type: 0, offset: 0);

    public GgufBytes Text(string key, string value) => Pair(key, 8, writer => Write(writer, value));

    public GgufBytes Number(string key, uint value) => Pair(key, 4, writer => writer.Write(value));

    public GgufBytes Numbers(string key, params uint[] values) => Pair(key, 9, writer =>
    {
        writer.Write(4u);
        writer.Write((ulong)values.Length);
        Array.ForEach(values, writer.Write);
    });

    public GgufBytes Truth(string key, bool value) => Pair(key, 7, writer => writer.Write(value));

    public GgufBytes Kinds(string key, params int[] values) => Pair(key, 9, writer =>
    {
        writer.Write(5u);
        writer.Write((ulong)values.Length);
        Array.ForEach(values, writer.Write);
    });

    public GgufBytes Texts(string key, int count) => Texts(key, [.. Enumerable.Range(0, count).Select(i => $"token{i}")]);

    public GgufBytes Texts(string key, params string[] values) => Pair(key, 9, writer =>
    {
        writer.Write(8u);
        writer.Write((ulong)values.Length);
        Array.ForEach(values, value => Write(writer, value));
    });

    public GgufBytes Tensor(string name, ulong[] shape, uint type, ulong offset)
    {
        _tensors.Add((name, shape, type, offset));
        return this;
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(Version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_pairs.Count);
        _pairs.ForEach(write => write(writer));
        foreach (var (name, shape, type, offset) in _tensors)
        {
            Write(writer, name);
            writer.Write((uint)shape.Length);
            Array.ForEach(shape, writer.Write);
            writer.Write(type);
            writer.Write(offset);
        }

        writer.Write(new byte[(32 - stream.Position % 32) % 32]);
        writer.Write(new byte[DataBytes]);
        return stream.ToArray();
    }

    private GgufBytes Pair(string key, uint type, Action<BinaryWriter> value)
    {
        _pairs.Add(writer =>
        {
            Write(writer, key);
            writer.Write(type);
            value(writer);
        });
        return this;
    }

    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write((ulong)Encoding.UTF8.GetByteCount(text));
        writer.Write(Encoding.UTF8.GetBytes(text));
    }
}
