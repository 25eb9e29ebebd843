using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>Receives the events of requests.</summary>
internal interface IBatchReport
{
    /// <summary>A request runs, for the first time or again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="waiting">How many go on waiting.</param>
    void Started(Request request, int waiting);

    /// <summary>A request is done.</summary>
    void Completed(Request request);

    /// <summary>A request has ended with an error.</summary>
    void Failed(Request request, Exception exception);

    /// <summary>Costs were measured.</summary>
    StepCosts Measured(StepCosts costs);
}
