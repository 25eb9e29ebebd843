namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>The files of a model: named after it, of the usual name beside it, or in the folder above, in this order.</summary>
/// <param name="modelPath">The ONNX file.</param>
internal sealed class ModelFolder(string modelPath)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
    private readonly string _name = Path.GetFileNameWithoutExtension(modelPath);

    /// <summary>The path of the first of the names that exists; folders are searched in order.</summary>
    public string? Find(params ReadOnlySpan<string> names)
    {
        string[] prefixes =
        [
            Path.Combine(_folder, _name + "."),
            _folder + Path.DirectorySeparatorChar,
            Path.Combine(_folder, "..") + Path.DirectorySeparatorChar,
        ];
        foreach (var prefix in prefixes)
        {
            foreach (var name in names)
            {
                if (File.Exists(prefix + name))
                {
                    return prefix + name;
                }
            }
        }

        return null;
    }
}
