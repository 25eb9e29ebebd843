namespace Accelerated.Inference;

/// <summary>A problem of a batch with its selection, or with the error that prevented it.</summary>
public sealed class SelectionOutcome
{
    private readonly Selection? _selection;

    internal SelectionOutcome(Problem problem, Selection? selection, Exception? error)
    {
        Problem = problem;
        _selection = selection;
        Error = error;
    }

    /// <summary>The problem.</summary>
    public Problem Problem { get; }

    /// <summary>Why the problem has no selection; null where it has one. The others of the batch are not affected.</summary>
    public Exception? Error { get; }

    /// <summary>The selection; throws <see cref="Error"/> where there is none.</summary>
    public Selection Selection => _selection ?? throw Error!;
}
