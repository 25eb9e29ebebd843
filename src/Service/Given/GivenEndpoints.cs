using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;
using Accelerated.Service.Http;
using Accelerated.Service.Profiles;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Given;

/// <summary>
/// <c>POST /v1/select</c>, <c>/v1/score</c> and <c>/v1/evaluate</c>, for candidates that a caller has: the fields and results of the tool's
/// commands of these names.
/// </summary>
internal sealed class GivenEndpoints(Selectors selectors, ProfileSet profiles, Admission admission, ServiceLimits limits)
{
    private const int MostResamples = 10_000;
    private const int LargestMatrix = 1 << 18; // elements: a response of a few megabytes

    /// <summary>Selects the best of a problem's candidates.</summary>
    public Task SelectAsync(HttpContext context) => AnswerAsync(context, fields =>
    {
        var room = limits.Given;
        var profile = ProfileOf(context, fields);
        var given = GivenProblem.Read(fields, 1, ref room);
        var problem = given.Problem;
        var top = (int?)fields.Whole("top", 1, int.MaxValue);
        var includesMatrix = fields.Flag("include_matrix");
        if (includesMatrix && (long)problem.Candidates.Count * (problem.References ?? problem.Candidates).Count > LargestMatrix)
        {
            throw RequestException.Invalid(
                "include_matrix", "true", $"false with more than {LargestMatrix} pairs; 'accelerated matrix' writes larger ones.");
        }

        fields.RefuseOthers();
        return cancellation =>
        {
            var answered = profile.Extract is null ? null : new AnsweredProblem(problem, AnswerExtractor.Parse(profile.Extract));
            var voted = answered?.Problem ?? problem;
            var (selection, options) = selectors.Select(profile, top, includesMatrix, voted, cancellation);
            var isCandidate = answered is not null && selection.Index >= 0;
            var text = isCandidate ? problem.Candidates[answered!.IndexOf(selection.Index)].Text : selection.Text;
            return json =>
            {
                SelectionFields.Write(
                    json, selection, options, text, index => given.IndexOf(answered is null ? index : answered.IndexOf(index)));
                WriteLeftOut(json, given.LeftOut);
                if (answered is not null)
                {
                    json.WriteString("answer", selection.Text);
                    json.WriteNumber("unanswered", answered.Unanswered);
                }

                if (selection.Matrix is { } matrix)
                {
                    MatrixJson.Write(json, matrix, (voted.References ?? voted.Candidates).Count);
                }
            };
        };
    });

    /// <summary>Scores a hypothesis against its references; of several, the best counts.</summary>
    public Task ScoreAsync(HttpContext context) => AnswerAsync(context, fields =>
    {
        var room = limits.Given;
        var profile = ProfileOf(context, fields);
        var language = GivenProblem.Language(fields);
        var hypothesis = GivenProblem.Several(fields, "hypothesis", language, ref room);
        var references = GivenProblem.Several(
            fields, fields.Has("reference", "references") ? "reference" : "references", language, ref room);
        if (hypothesis is not [var one] || references is null)
        {
            throw new RequestException(
                400, "missing_field", "The request needs one 'hypothesis' and a 'reference'; each is a string or an object with a 'text'.");
        }

        fields.RefuseOthers("id");
        return cancellation =>
        {
            var metric = MetricCatalogue.Parse(profile.Metric);
            var scores = references.Select(reference => metric.Score(one, reference));
            var best = metric.Info.Direction == Direction.HigherIsBetter ? scores.Max() : scores.Min();
            return json => json.Number("score", best);
        };
    });

    /// <summary>Compares rules over items with right answers.</summary>
    public Task EvaluateAsync(HttpContext context) => AnswerAsync(context, fields =>
    {
        var room = limits.Given;
        var named = fields.Has("metrics", "metric") ? "metrics" : "metric";
        var profile = profiles.Of(NameOf(context, fields));
        var names = fields.Texts(named) ?? [profile.Metric];
        Metric[] metrics = [.. names.Select(name => Profile.Check(() => MetricCatalogue.Parse(name), named))];
        var items = new List<Problem>();
        var leftOut = 0;
        foreach (var (value, path) in fields.RequiredArray("items"))
        {
            var item = new JsonFields(value, path);
            var given = GivenProblem.Read(item, items.Count + 1, ref room);
            items.Add(given.AtTheirIndices());
            leftOut += given.LeftOut;
            item.RefuseOthers("prompt", "messages");
        }

        var options = new EvaluationOptions(metrics)
        {
            Weights = fields.OneOf(
                "weights",
                WeightSource.Uniform,
                ("uniform", WeightSource.Uniform),
                ("logprob", WeightSource.LogProbability),
                ("logprob-per-token", WeightSource.LogProbabilityPerToken),
                ("given", WeightSource.Given)),
            Resamples = (int)(fields.Whole("bootstrap", 1, MostResamples) ?? 2000),
            Seed = (ulong)(fields.Whole("seed", 0, long.MaxValue) ?? 1),
            Extractor = (fields.Text("extract") ?? profile.Extract) is { } extract
                ? Profile.Check(() => AnswerExtractor.Parse(extract), "extract")
                : null,
            Judges = fields.Texts("measures") ?? [],
        };
        fields.RefuseOthers();
        return cancellation =>
        {
            using var evaluation = new Evaluation(options);
            foreach (var item in items)
            {
                evaluation.Add(new EvaluationItem(item), cancellation);
            }

            var report = evaluation.Report(cancellation);
            return json =>
            {
                ReportJson.WriteFields(json, report);
                WriteLeftOut(json, leftOut);
            };
        };
    });

    private static void WriteLeftOut(Utf8JsonWriter json, int count)
    {
        if (count > 0)
        {
            json.WriteNumber("leftOut", count);
        }
    }

    private static string? NameOf(HttpContext context, JsonFields fields) =>
        fields.Text("profile") ?? context.Request.Headers[Chat.ChatBody.ProfileHeader].FirstOrDefault();

    private Profile ProfileOf(HttpContext context, JsonFields fields) =>
        profiles.Of(NameOf(context, fields)).WithDecision(fields);

    // The request is read before it waits, and the answer written after it has given its place to the next.
    private async Task AnswerAsync(HttpContext context, Func<JsonFields, Func<CancellationToken, Action<Utf8JsonWriter>>> read)
    {
        using var visit = admission.Enter(context.RequestAborted);
        Func<CancellationToken, Action<Utf8JsonWriter>> work;
        using (var document = await RequestBody.ReadAsync(context).ConfigureAwait(false))
        {
            work = read(new JsonFields(document.RootElement));
        }

        var answer = await visit.RunAsync(cancellation => Task.Run(() => work(cancellation), cancellation)).ConfigureAwait(false);
        await Reply.SendAsync(context, answer).ConfigureAwait(false);
    }
}
