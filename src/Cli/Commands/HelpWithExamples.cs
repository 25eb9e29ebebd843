using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Accelerated.Cli.Commands;

/// <summary>The help of a command, followed by formats and examples.</summary>
internal sealed class HelpWithExamples(ToolStreams streams) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["select"] = """
            Input, one JSON object per line:
              {"id": "q1", "candidates": ["Paris", "Paris, France", {"text": "London", "logprob": -3.2}], "references": [...]}
              A candidate is a string, or an object with "text" and any of "tokens" (ids), "logprob", "weight", "vector", "labels".
              Without "references", the candidates are the references.
              Without "id", the line number is the id.
            Other formats are told by their content: JSON arrays, responses of services and servers, logs of evaluation tools, n-best lists,
            CSV, TSV, Parquet, also compressed. docs/files.md describes each.
            Output, one JSON object per line, in input order:
              {"id", "index", "text", "expected", "ranking": [{"index", "expected"}], "standardError", "margin", "engine", ...}
              "expected" is the weighted mean of the metric, or null without any reference.
              "index" is -1 if the answer is not a candidate.
            Exit code: 0 success, 1 failure, 2 invalid command line, 3 some lines were bad (each is named on standard error).

            Examples:
              accelerated select problems.jsonl --metric token-f1
              accelerated select problems.jsonl --metric squared-error --rule bayes --output answers.jsonl
              accelerated select responses.jsonl.gz --metric chrf --candidates 'choices[].message.content' --id custom_id
              accelerated select hypotheses.txt --lines 8 --metric bleu --output-format csv
              accelerated select problems.jsonl --metric rouge-l --weights logprob --risk cvar:0.25 --top 3
              accelerated select problems.jsonl --metric token-f1 --abstain-above 0.2 --labelled known.jsonl --fallback 'I do not know'
              cat problems.jsonl | accelerated select - --metric chrf --engine cpu --threads 2 | jq .text
            """,
        ["matrix"] = """
            Output: DIR/<id>.npy per problem, a NumPy array of utilities, candidates x references (float32, C order).
            Characters of an id that are not allowed in file names become '_'.
            A utility is NaN if the metric cannot read the candidate or the reference.

            Examples:
              accelerated matrix problems.jsonl --metric bleu --output matrices
              python3 -c "import numpy; print(numpy.load('matrices/q1.npy').mean(axis=1))"
            """,
        ["score"] = """
            Input, one JSON object per line: {"hypothesis": "the cat sat", "reference": "a cat sat down"}
              Either may be an object, like a candidate of 'select'.
            Output, one JSON object per line: {"score": 0.8}, with the "id" if the line has one.

              With several references the score is that of the best.

            Examples:
              accelerated score pairs.jsonl --metric chrf++
              accelerated score hypotheses.txt references.txt more-references.txt --metric bleu
              accelerated score pairs.csv --metric chrf --candidates translation --gold human
            """,
        ["metrics"] = """
            Example:
              accelerated metrics --json | jq '.[].name'
            """,
        ["engines"] = """
            'auto' uses a device if the calibrated costs, or cautious estimates without a calibration, predict that it saves time.
            A calibration is valid for one CPU, device, driver and version; otherwise it is ignored, and the row 'auto' gives the reason.

            Examples:
              accelerated engines
              accelerated engines --calibrate --plot crossover.svg
            """,
        ["bench"] = """
            Times of a FILE, in seconds for the whole file, fastest and median of the counted repeats:
              "encode": from texts to features.
              "matrix": from features to the full matrix in memory.
              "risk": from features to the expected values, without storing the matrix.
              "warmUp": to open a device and to compile its kernels, before the repeats.
            Counts of a FILE:
              "pairs": candidate-reference pairs.
              "cells": for alignment metrics the sum over pairs of the product of the two lengths, otherwise the pairs.

            --jobs checks results against the definitions, then measures what the README quotes.
            Rates are those of the fastest run; 1 GCUPS is 10^9 cells of the dynamic program per second.
            'all' takes about 15 minutes.

            Examples:
              accelerated bench problems.jsonl --metric levenshtein --engine cpu --threads 1 --repeat 5 --json
              accelerated bench --jobs edit-distance,token-f1
              accelerated bench --jobs device --engine cuda --json
            """,
        ["decode"] = """
            Input, one JSON object per line, with any fields if --template is given:
              {"id": "q1", "prompt": "...", "system": "...", "gold": "..."}; "system" and "gold" are optional.
              {"id": "q1", "messages": [{"role": "user", "content": "..."}]}
              A prompt's id determines its seed.
              Names of control tokens have an effect in --template only, not in a line's text.
            Output, one JSON object per line: a selection like those of 'select',
              with the number of candidates drawn or the grid's probabilities.

            Examples:
              accelerated decode
              accelerated decode --metric squared-error --first 5
              accelerated decode --sample records --metric exact-match --extract 'json:$.class' --first 5
              accelerated decode prompts.jsonl --model model.gguf --metric rouge-l -n 64 --max-tokens 100
              accelerated decode sums.jsonl --model model.gguf --metric exact-match --extract last-number --early-stop 0.95
              accelerated decode reviews.jsonl --model base.gguf --metric absolute-error --grid 1..5 --template 'Review: {text}\nStars:'
              accelerated decode sums.jsonl --metric squared-error --grid 0..20 --suffix '\n' --chains 16 --bridge '\nAnswer: '
            """,
        ["generate"] = """
            Input, one JSON object per line, as for 'decode': {"id": "q1", "prompt": "...", "gold": "..."}
            Output, one JSON object per line: a problem for 'select' and 'evaluate'.
              Each candidate has its "tokens" and "logprob", "finish" (stop, length or content_filter),
              and "reasoning" if the model writes any.

            Examples:
              accelerated generate prompts.jsonl --model model.gguf -n 32 > problems.jsonl
              accelerated select problems.jsonl --metric token-f1
            """,
        ["evaluate"] = """
            Input, one JSON object per line:
              {"id", "candidates": [...], "gold": "..."} as for 'select', or {"id", "prompt", "gold"} as for 'decode'.
              A candidate's "source" names the system it comes from. "gold" may list several right answers.
            Rows:
              source NAME: one system alone; best source: the best one, chosen on the other half of the items.
              greedy: the answer at temperature 0, if the tool draws.
              most likely: the candidate of highest log-probability, if known.
              majority: the most frequent candidate; equal numbers are one answer.
              best expected METRIC: the metric-aware answer, in closed form for numbers.
              best expected METRIC, consensus: an answer put together from the candidates' words (--rule consensus).
              one sample: the mean over all candidates that have an answer.
              oracle: the best candidate for the right answer.
            A rule that cannot prefer one of several answers (to 1e-9) counts as their mean: the order of candidates decides nothing.
            Values are means over n items; for squared-error the square root of the mean.
            Differences are from the baseline, with 95 % intervals by resampling the items, or the groups of --group.
            Statistics of all items for --measure: corpus-bleu, corpus-chrf, corpus-wer, corpus-cer, corpus-ter, rmse, mae,
              median-error, pearson, spearman, kendall, kappa (quadratic weights), accuracy:delta=D.
            The transfer share is the gain by a --measure over the gain by the metric that decides, each in its own unit.
            Calibration of numbers (--target-risk, --json): CRPS of the samples, how often their middle 50 % and 90 % hold the right number,
              and the task calibration error, what a rising map of the answers, learned on the other half of the items, would gain.
            Calibration compares the expected metric, with and without the answer's own vote, with what the right answers give. What is
              expected, and 'bestProbability' of 'select', are under the model's samples, not under the right answer.

            Examples:
              accelerated evaluate --metric squared-error --metric absolute-error
              accelerated evaluate --sample records --metric absolute-error --extract 'json:$.age' --gold age
              accelerated evaluate problems.jsonl --metric token-f1 --metric rouge-l --json
              accelerated evaluate sums.jsonl --metric exact-match --metric absolute-error --extract last-number
              accelerated evaluate systems.jsonl --metric token-f1 --measure corpus-bleu --risk mean --risk cvar:0.25 --group document
              accelerated evaluate problems.jsonl --metric token-f1 --sweep n=4,8,16 --target-risk 0.2
            """,
        ["report"] = """
            Input as for 'select'. Where lines have a 'gold', the rules are compared as by 'evaluate'.
            The report is one HTML file without scripts; it opens offline, in light and dark, and prints.

            Examples:
              accelerated report problems.jsonl --metric token-f1
              accelerated report problems.jsonl --metric chrf --metric token-f1 --problems 5 --output translations.html
              accelerated report problems.jsonl --metric token-f1 --show --problems 1
              accelerated generate prompts.jsonl --model model.gguf -n 32 | accelerated report - --metric rouge-l
            """,
        ["merge"] = """
            Each result is a line of JSON with an id, as 'select', 'decode' and 'generate' write them with --shard.
            The results are those of one run over the whole input, byte for byte. Exit code: 3 where records have no result.

            Examples:
              accelerated select problems.jsonl --metric chrf --shard 1/2 --resume --output part1.jsonl
              accelerated select problems.jsonl --metric chrf --shard 2/2 --resume --output part2.jsonl
              accelerated merge part1.jsonl part2.jsonl --input problems.jsonl --output results.jsonl
            """,
        ["explain"] = """
            Input with --metric: problems, as for 'select', explained as 'select' decides on them.
            Input without --metric: decision records, which 'select' and 'decode' write with --record.
            For each answer:
              the expected metric, and by how many standard errors of the paired difference it is ahead of the runner-up;
              winners by half of the votes, valued by that half and by the other: the difference is how far a selection flatters itself;
              the votes that support it, with their parts of the expected metric (of a loss: the parts they add to it);
              the groups of votes that agree with one another, and what the answer is worth against each;
              the single votes without which another answer had been selected.

            Examples:
              accelerated explain problems.jsonl --metric token-f1
              accelerated select problems.jsonl --metric chrf --record decisions.jsonl --output answers.jsonl
              accelerated explain decisions.jsonl --json | jq .decidingVotes
            """,
        ["replay"] = """
            Input: decision records, one JSON object per line, which 'select' and 'decode' write with --record: metric, options, versions,
              the hash of the model's file, its seed, all that voted, and the decision. Nothing is drawn anew.
            Output: the decisions made anew, one per line, the same bytes as before unless something differs.
              What says where a decision was computed ("engine", "device", "fallback") is the record's.
            Exit code: 0 if all are the same, 1 if one differs (each is named on standard error), 3 if some lines were bad.

            Examples:
              accelerated decode prompts.jsonl --metric chrf --record decisions.jsonl > answers.jsonl
              accelerated replay decisions.jsonl | cmp - answers.jsonl
            """,
        ["plan"] = """
            Input: problems with "candidates", or prompts. Of prompts, the first 10 are drawn (or --first), -n candidates each.
            Votes are equal, and the best candidate by the mean is taken.
            Output, for numbers of candidates that double:
              what the winner among so many of the pilot's candidates is worth by the votes of all, and the middle 90 % of random draws;
              the share of problems with a stable decision: where the pilot's two best candidates would be told apart with --confidence;
              seconds and tokens for --problems, by the pilot's pace and lengths.
            Fewer candidates at once draw less efficiently than the pilot's pace says.

            Examples:
              accelerated plan problems.jsonl --metric token-f1
              accelerated plan prompts.jsonl --model model.gguf --metric chrf -n 32 --problems 5000
              accelerated plan --metric token-f1 -n 16
            """,
        ["doctor"] = """
            Each line is ok, warning (the tool works, but slower or with less) or error. Exit code: 0, or 1 with an error.

            Examples:
              accelerated doctor
              accelerated doctor --model model.gguf --json
            """,
        ["serve"] = """
            Endpoints:
              POST /v1/chat/completions, GET /v1/models (OpenAI's protocol, streaming too)
              POST /v1/select, /v1/score, /v1/evaluate (fields and results of the commands of these names)
              GET /healthz, /readyz, /metrics (Prometheus), and a page at / to try it
            A request may have "metric", "n_candidates", "rule", "profile", "include_candidates" and "include_matrix" beside OpenAI's
              fields; the response has the decision under "accelerated". OpenAI's "n" is the number of answers returned, the best first.
            The service stops at an interrupt: requests in progress finish, new ones are refused.

            Examples:
              accelerated serve
              accelerated serve --model model.gguf --metric rouge-l -n 32 --port 9000
              accelerated serve --model openai:gpt-4.1-mini --profiles profiles.json
              curl localhost:8080/v1/select --json '{"metric": "token-f1", "candidates": ["the cat", "a cat", "a dog"]}'
            """,
        [""] = """
            Examples:
              accelerated decode
              accelerated select problems.jsonl --metric token-f1
              accelerated metrics
              accelerated help select
            """,
    };

    /// <summary>Replaces the help of all commands.</summary>
    public static void Attach(RootCommand root, ToolStreams streams)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples(streams);
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(Of(parseResult.CommandResult.Command, streams.OutputWidth));
        return ExitCode.Done;
    }

    /// <summary>The help of a command as text.</summary>
    /// <param name="command">The command.</param>
    /// <param name="width">The terminal's width in columns; null to break no line.</param>
    public static string Of(Command command, int? width) =>
        HelpText.Of(command, Examples.GetValueOrDefault(command is RootCommand ? "" : command.Name, ""), width);
}
