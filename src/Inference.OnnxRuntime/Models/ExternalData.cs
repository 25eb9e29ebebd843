using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>
/// The files that a model keeps its weights in, where they are not in it: those of more than 2 GiB, and others by choice.
/// </summary>
internal static class ExternalData
{
    // Graphs within graphs, as branches and loops are; no model has nearly as many.
    private const int Deepest = 200;

    // Messages that lie on the way to the names of those files, by the fields that lead to them.
    private enum Message
    {
        Model,
        Graph,
        Node,
        Attribute,
        Tensor,
        Entry,
    }

    /// <summary>Bytes of the files that a model names.</summary>
    /// <exception cref="ModelException">One is not there.</exception>
    public static long Bytes(string path)
    {
        var locations = new HashSet<string>(StringComparer.Ordinal);
        ModelFile.Read(path, "Model file", stream =>
        {
            Scan(stream, stream.Length, Message.Model, 0, locations);
            return true;
        });
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var location in locations)
        {
            if (!ModelFile.Leads(Path.Combine(folder, location)))
            {
                throw new ModelException(
                    $"Model file '{path}' keeps weights in '{location}', which is not beside it. Fetch that file too.", path);
            }
        }

        return locations.Sum(location => ModelFile.Length(Path.Combine(folder, location)));
    }

    private static void Scan(FileStream stream, long end, Message message, int depth, HashSet<string> locations)
    {
        var (key, value) = ("", "");
        while (stream.Position < end && ModelFile.ReadNumber(stream) is { } tag)
        {
            var field = (int)(tag >> 3);
            if ((tag & 7) != 2)
            {
                if (!ModelFile.Skip(stream, tag))
                {
                    return;
                }

                continue;
            }

            if (ModelFile.ReadNumber(stream) is not { } length || length > (ulong)(end - stream.Position))
            {
                return; // damaged within; ONNX Runtime says how
            }

            var next = stream.Position + (long)length;
            if (message == Message.Entry && field is 1 or 2)
            {
                var bytes = new byte[Math.Min(length, 4096)];
                stream.ReadExactly(bytes);
                (key, value) = field == 1 ? (Encoding.UTF8.GetString(bytes), value) : (key, Encoding.UTF8.GetString(bytes));
            }
            else if (depth < Deepest && Inner(message, field) is { } inner)
            {
                Scan(stream, next, inner, depth + 1, locations);
            }

            stream.Position = next;
        }

        if (message == Message.Entry && key == "location" && value.Length > 0)
        {
            locations.Add(value);
        }
    }

    private static Message? Inner(Message message, int field) => (message, field) switch
    {
        (Message.Model, 7) => Message.Graph,
        (Message.Graph, 1) => Message.Node,
        (Message.Graph, 5) => Message.Tensor,
        (Message.Node, 5) => Message.Attribute,
        (Message.Attribute, 5 or 10) => Message.Tensor,
        (Message.Attribute, 6 or 11) => Message.Graph,
        (Message.Tensor, 13) => Message.Entry,
        _ => null,
    };
}
