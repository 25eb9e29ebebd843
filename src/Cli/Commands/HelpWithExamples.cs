using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Accelerated.Cli.Commands;

/// <summary>The usual help, followed by formats and examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["select"] = """
            Input, one JSON object a line:
              {"id": "q1", "candidates": ["Paris", "Paris, France", {"text": "London", "logprob": -3.2}], "references": [...]}
              A candidate is a text, or an object with "text" and any of "tokens" (ids), "logprob", "weight", "vector", "labels".
              Without "references" the candidates vote themselves. Without "id" the line's number is the id.
            Output, one JSON object a line, in the order of the input:
              {"id", "index", "text", "expected", "ranking": [{"index", "expected"}], "standardError", "margin", "effectiveSamples", "engine", ...}
              "expected" is the weighted mean of the metric; null where nothing votes. "index" is -1 where the answer is no candidate.
            Exit code: 0 all done, 1 failed, 2 wrong usage, 3 done but some lines were bad (each named on the standard error).

            Examples:
              accelerated select problems.jsonl --metric token-f1
              accelerated select problems.jsonl --metric squared-error --rule bayes --output answers.jsonl
              accelerated select problems.jsonl --metric rouge-l --weights logprob --risk cvar:0.25 --top 3
              draw-candidates | accelerated select - --metric chrf --engine cpu --threads 2 | jq .text
            """,
        ["matrix"] = """
            Each problem's utilities, candidates x references, go to DIR/<id>.npy: NumPy, float32, C order. Characters of an id that do
            not suit a file's name become '_'. NaN stands where the metric cannot read one of the pair.

            Example:
              accelerated matrix problems.jsonl --metric bleu --output matrices
              python3 -c "import numpy; print(numpy.load('matrices/q1.npy').mean(axis=1))"
            """,
        ["score"] = """
            Input, one JSON object a line: {"hypothesis": "the cat sat", "reference": "a cat sat down"}; either may be an object like a
            candidate of 'select'. Output, one object a line: {"score": 0.8}, with the "id" where the line has one.

            Example:
              accelerated score pairs.jsonl --metric chrf++
            """,
        ["metrics"] = """
            Example:
              accelerated metrics --json | jq '.[].name'
            """,
        ["engines"] = """
            'auto' takes the device where its measured costs promise a saving, and cautious estimates where nothing is measured. A calibration
            holds for one processor, device, driver and version; any other, or a damaged one, is left aside and the row 'auto' says why.

            Examples:
              accelerated engines
              accelerated engines --calibrate --plot crossover.svg
            """,
        ["bench"] = """
            "encode" is the time from texts to features, "matrix" from features to the full matrix in memory, "risk" from features to the
            expected values without storing it; seconds for the whole file, the least and the median of the repeats after one that is not
            counted. "pairs" is the number of candidate-reference pairs; "cells" the product of their lengths summed over pairs for
            alignment metrics, and "pairs" for others. "warmUp" is what a device took before: to open it, and to compile its kernels.

            --jobs measures without a file: made candidates, results checked against the definitions first, then what the README quotes. GCUPS
            are 10^9 cells of the dynamic program a second; rates are of the fastest run. 'all' takes about ten minutes.

            Examples:
              accelerated bench problems.jsonl --metric levenshtein --engine cpu --threads 1 --repeat 5 --json
              accelerated bench --jobs edit-distance,token-f1
              accelerated bench --jobs device --engine cuda --json
            """,
        ["decode"] = """
            Input, one JSON object a line: {"id": "q1", "prompt": "...", "gold": "..."}, optionally with a "system"; or {"messages": [{"role", "content"}]};
            with --template any fields. Instruct models read prompts through their chat template (--chat). A prompt's id decides its seed.
            Names of control tokens count in --template only, never in a line's text.
            Output, one JSON object a line: a selection as of 'select', with how many candidates were drawn, or the grid's probabilities.

            Examples:
              accelerated decode
              accelerated decode --metric squared-error --first 5
              accelerated decode --sample records --metric exact-match --extract 'json:$.class' --first 5
              accelerated decode prompts.jsonl --model model.gguf --metric rouge-l -n 64 --max-tokens 100
              accelerated decode sums.jsonl --model model.gguf --metric exact-match --extract last-number --early-stop 0.95
              accelerated decode reviews.jsonl --model base.gguf --metric absolute-error --grid 1..5 --template 'Review: {text}\nStars:' --gold stars
              accelerated decode sums.jsonl --metric squared-error --grid 0..20 --suffix '\n' --chains 16 --bridge '\nAnswer: ' --max-tokens 200
            """,
        ["generate"] = """
            Input as of 'decode', one JSON object a line: {"id": "q1", "prompt": "...", "gold": "..."}, or "messages"; with --template any fields.
            Output, one JSON object a line: a problem as 'select' and 'evaluate' read it, each candidate with its "tokens" and "logprob", and the
            "reasoning" of models that write one.

            Example:
              accelerated generate prompts.jsonl --model model.gguf -n 32 > problems.jsonl
              accelerated select problems.jsonl --metric token-f1
            """,
        ["evaluate"] = """
            Input, one JSON object a line: {"id", "candidates": [...], "gold": "..."} as of 'select', or {"id", "prompt", "gold"} as of 'decode'.
            Rules: greedy (where the tool draws), most likely (where log-probabilities are known), majority, best expected METRIC (the closed
            form for numbers), one sample (the mean over all), oracle (the best candidate for the right answer). Values are means over the
            items, for squared-error the root; differences are from the first rule, with 95 % intervals by resampling the items.

            Examples:
              accelerated evaluate --metric squared-error --metric absolute-error
              accelerated evaluate --sample records --metric absolute-error --extract 'json:$.age' --gold age
              accelerated evaluate problems.jsonl --metric token-f1 --metric rouge-l --json
              accelerated evaluate sums.jsonl --metric exact-match --metric absolute-error --extract last-number
            """,
        [""] = """
            Examples:
              accelerated decode
              accelerated select problems.jsonl --metric token-f1
              accelerated metrics
              accelerated select --help
            """,
    };

    /// <summary>Gives the whole tool this help.</summary>
    public static void Attach(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (Examples.TryGetValue(command is RootCommand ? "" : command.Name, out var text))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(text);
        }

        return code;
    }
}
