using Google.Protobuf;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>Writes ONNX models, as far as the tests need them.</summary>
internal sealed class OnnxWriter
{
    private readonly MemoryStream _graph = new();
    private readonly CodedOutputStream _output;
    private int _names;

    public OnnxWriter() => _output = new CodedOutputStream(_graph, leaveOpen: true);

    /// <summary>Where weights go instead of the model, and under which name; null for into it.</summary>
    public (string Folder, string Name)? External { get; init; }

    public void Input(string name, TensorElementType type, params object[] shape) =>
        Message(_output, 11, info => Value(info, name, type, shape));

    public void Output(string name, TensorElementType type, params object[] shape) =>
        Message(_output, 12, info => Value(info, name, type, shape));

    /// <summary>Adds a node with one output and gives the output's name.</summary>
    public string Node(string operation, string[] inputs, string? output = null, params (string Name, long Value)[] attributes)
    {
        output ??= $"n{_names++}";
        Message(_output, 1, node =>
        {
            foreach (var input in inputs)
            {
                Text(node, 1, input);
            }

            Text(node, 2, output);
            Text(node, 4, operation);
            foreach (var (name, value) in attributes)
            {
                Message(node, 5, attribute =>
                {
                    Text(attribute, 1, name);
                    Number(attribute, 3, value);
                    Number(attribute, 20, 2);
                });
            }
        });
        return output;
    }

    public string Constant(float[] values, params long[] shape) =>
        Tensor(TensorElementType.Float, [.. values.SelectMany(BitConverter.GetBytes)], shape);

    public string Whole(long[] values, params long[] shape) =>
        Tensor(TensorElementType.Int64, [.. values.SelectMany(BitConverter.GetBytes)], shape);

    public string Cast(string input, TensorElementType type, string? output = null) => Node("Cast", [input], output, ("to", (long)type));

    public byte[] Finish()
    {
        _output.Flush();
        using var model = new MemoryStream();
        using (var output = new CodedOutputStream(model, leaveOpen: true))
        {
            Number(output, 1, 8);
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom([.. _graph.ToArray(), 0x12, 1, (byte)'g']));
            Message(output, 8, set => Number(set, 2, 17));
        }

        return model.ToArray();
    }

    private string Tensor(TensorElementType type, byte[] bytes, long[] shape)
    {
        var name = $"c{_names++}";
        Message(_output, 5, tensor =>
        {
            foreach (var size in shape)
            {
                Number(tensor, 1, size);
            }

            Number(tensor, 2, (long)type);
            Text(tensor, 8, name);
            if (type == TensorElementType.Float && External is { } external)
            {
                var file = Path.Combine(external.Folder, external.Name);
                var offset = File.Exists(file) ? new FileInfo(file).Length : 0;
                using var stream = File.Open(file, FileMode.Append);
                stream.Write(bytes);
                (
                    string Key,
                    string Value)[] entries = [("location", external.Name), ("offset", $"{offset}"), ("length", $"{bytes.Length}")];
                foreach (var (key, value) in entries)
                {
                    Message(tensor, 13, entry =>
                    {
                        Text(entry, 1, key);
                        Text(entry, 2, value);
                    });
                }

                Number(tensor, 14, 1);
            }
            else
            {
                tensor.WriteTag(9, WireFormat.WireType.LengthDelimited);
                tensor.WriteBytes(ByteString.CopyFrom(bytes));
            }
        });
        return name;
    }

    private static void Value(CodedOutputStream info, string name, TensorElementType type, object[] shape)
    {
        Text(info, 1, name);
        Message(info, 2, outer => Message(outer, 1, tensor =>
        {
            Number(tensor, 1, (long)type);
            Message(tensor, 2, dimensions =>
            {
                foreach (var size in shape)
                {
                    Message(dimensions, 1, dimension =>
                    {
                        if (size is string symbol)
                        {
                            Text(dimension, 2, symbol);
                        }
                        else
                        {
                            Number(dimension, 1, Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture));
                        }
                    });
                }
            });
        }));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.ToArray()));
    }
}
