using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Kinds of JSON values that a field may have.</summary>
[Flags]
internal enum JsonKinds
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>A whole number.</summary>
    Integer = 4,

    /// <summary>True or false.</summary>
    Boolean = 8,

    /// <summary>A list or an object.</summary>
    Composite = 16,

    /// <summary>Any.</summary>
    Any = Text | Number | Integer | Boolean | Composite,
}
