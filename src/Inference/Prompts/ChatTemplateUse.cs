namespace Accelerated.Inference;

/// <summary>When a model's chat template is applied. Messages need one in any case, unless it is <see cref="Never"/>.</summary>
public enum ChatTemplateUse
{
    /// <summary>To messages, and to plain texts where the model has a template, which makes it an instruct model.</summary>
    Auto,

    /// <summary>To messages and plain texts; a model without a template is refused.</summary>
    Always,

    /// <summary>Not at all: plain texts are read as they are, and messages are refused.</summary>
    Never,
}
