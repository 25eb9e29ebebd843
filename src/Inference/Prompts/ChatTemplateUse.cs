namespace Accelerated.Inference;

/// <summary>When a model's chat template is applied.</summary>
public enum ChatTemplateUse
{
    /// <summary>To messages, which need a template, and to plain texts where the model has one.</summary>
    Auto,

    /// <summary>To messages and plain texts; a model without a template is refused.</summary>
    Always,

    /// <summary>Never: plain texts are read unchanged, and messages are refused.</summary>
    Never,
}
