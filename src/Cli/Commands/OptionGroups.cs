using System.CommandLine;

namespace Accelerated.Cli.Commands;

/// <summary>The groups of options in the help.</summary>
internal static class OptionGroups
{
    private const string General = "General";

    // An entry for one command comes before that for all.
    private static readonly (string Title, string Names)[] Groups =
    [
        ("Input", "--format --id --candidates --lines --gold --gold-file --encoding --max-line --extract --numbers --language --template "
            + "--sample --first --answers --group --truncate-prompts"),
        ("Selection", "--metric --rule --weights --risk --self --longest --uniform-share --source-weight --largest-share --jobs --repeat "
            + "--consensus-evaluations --clusters --diverse --diversity --decision-temperature --empty --truncated --unanswered "
            + "select:--temperature select:--bootstrap select:--seed --profiles --agreement --abstain-above --labelled --fallback "
            + "--greatest-loss explain:--temperature explain:--bootstrap explain:--seed"),
        ("Drawing", "--model -n --grid --prefix --suffix --chains --bridge --temperature --top-k --top-p --min-p --epsilon --max-tokens "
            + "--stop --stop-token --seed --early-stop --early-stop-block --chat --context --cache --provider --gpu-layers --endpoint "
            + "--key-variable --concurrency --answers-per-call --reproducible --model-name"),
        ("Comparison", "--measure --sources --baseline --compare --sweep --target-risk --gold-reduce --bootstrap --confidence "
            + "plan:--problems"),
        ("Service", "--host --port --api-key --max-request --max-n --max-candidates serve:--max-tokens --parallel --queue --timeout "
            + "--stop-timeout --log-content"),
        ("Output", "--output --output-format --resume --shard --input --top --json --plot --report --per-item --title --problems --show "
            + "--record"),
        ("Engine", "--engine --require-gpu --threads --calibrate"),
    ];

    private static readonly Dictionary<string, string> TitleOf = new(
        Groups.SelectMany(group => group.Names.Split(' ').Select(name => KeyValuePair.Create(name, group.Title))));

    /// <summary>A command's options, those of all commands last, by their groups.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<Option> Options)> Of(Command command)
    {
        var options = All(command).ToLookup(option => Title(command, option));
        return Groups.Select(group => group.Title).Append(General)
            .Select(title => (title, (IReadOnlyList<Option>)[.. options[title]])).Where(group => group.Item2.Count > 0);
    }

    /// <summary>A command's options and those of all commands.</summary>
    public static IEnumerable<Option> All(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
        .Where(option => !option.Hidden);

    private static string Title(Command command, Option option) =>
        TitleOf.GetValueOrDefault($"{command.Name}:{option.Name}") ?? TitleOf.GetValueOrDefault(option.Name) ?? General;
}
