using System.Text.Json;

namespace Accelerated.Cli.Input.Records;

/// <summary>The property names of the objects that enclose the reader's position, to find those that appear twice.</summary>
internal sealed class RecordKeys
{
    private const int FewNames = 24; // up to here comparing spans is faster than hashing

    private readonly int[] _depths = new int[65];
    private readonly int[] _first = new int[65];
    private readonly HashSet<string>?[] _many = new HashSet<string>?[65];
    private (int Start, int Length)[] _names = new (int, int)[64];
    private int _count;
    private int _level;

    /// <summary>Starts a record.</summary>
    public void Reset()
    {
        _count = 0;
        _level = 0;
        _depths[0] = -1;
    }

    /// <summary>Adds the name at <paramref name="reader"/>.</summary>
    /// <returns>Whether the object does not have it yet.</returns>
    public bool Add(ReadOnlySpan<byte> line, ref Utf8JsonReader reader)
    {
        if (_depths[_level] < reader.CurrentDepth)
        {
            _level++;
            _depths[_level] = reader.CurrentDepth;
            _first[_level] = _count;
            _many[_level] = null;
        }

        if (_many[_level] is null && !reader.ValueIsEscaped && _count - _first[_level] < FewNames)
        {
            var name = reader.ValueSpan;
            for (var i = _first[_level]; i < _count; i++)
            {
                if (line.Slice(_names[i].Start, _names[i].Length).SequenceEqual(name))
                {
                    return false;
                }
            }

            if (_count == _names.Length)
            {
                Array.Resize(ref _names, 2 * _count);
            }

            _names[_count++] = ((int)reader.TokenStartIndex + 1, name.Length);
            return true;
        }

        var many = _many[_level] ??= Many(line);
        var ignored = 0L;
        return many.Add(JsonText.Read(ref reader, ref ignored));
    }

    /// <summary>Leaves the object that ends at <paramref name="reader"/>.</summary>
    public void Close(ref Utf8JsonReader reader)
    {
        if (_depths[_level] == reader.CurrentDepth + 1)
        {
            _many[_level] = null;
            _count = _first[_level--];
        }
    }

    private HashSet<string> Many(ReadOnlySpan<byte> line)
    {
        var many = new HashSet<string>(StringComparer.Ordinal);
        for (var i = _first[_level]; i < _count; i++)
        {
            many.Add(System.Text.Encoding.UTF8.GetString(line.Slice(_names[i].Start, _names[i].Length)));
        }

        return many;
    }
}
