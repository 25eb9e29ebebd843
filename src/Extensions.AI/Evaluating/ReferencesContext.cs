using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Accelerated.Extensions.AI.Evaluating;

/// <summary>Right answers, for a <see cref="MetricEvaluator"/>.</summary>
public sealed class ReferencesContext : EvaluationContext
{
    /// <summary>The context's name in results.</summary>
    public const string ContextName = "References";

    /// <summary>Right answers.</summary>
    /// <param name="references">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ReferencesContext(params IEnumerable<string> references)
        : base(ContextName, [.. (references ?? throw new ArgumentNullException(nameof(references))).Select(text => new TextContent(text))])
    {
        References = [.. Contents.OfType<TextContent>().Select(content => content.Text)];
        if (References.Count == 0)
        {
            throw new ArgumentException("There is no reference; a metric compares with at least one.", nameof(references));
        }
    }

    /// <summary>The right answers, at least one.</summary>
    public IReadOnlyList<string> References { get; }
}
