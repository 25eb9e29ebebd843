using Accelerated.Inference;
using Accelerated.Metrics;

// Answers that were drawn before, several times by one model or once by several.
Candidate[] answers =
[
    "The meeting is on Tuesday at 10 in room 4.",
    "The meeting is on Tuesday at 10.",
    "Tuesday at 10, room 4.",
    "The meeting was moved to Thursday at 10 in room 4.",
    "The meeting is on Tuesday at ten in room 4.",
];

// Each answer is compared with all others, and the one with the best expected ROUGE-L is selected.
using var selector = new Selector(new SelectionOptions(Metric.RougeL()));
var selection = selector.Select(new Problem("meeting", answers));
Console.WriteLine($"Selected: {selection.Text}");
foreach (var ranked in selection.Ranking)
{
    Console.WriteLine($"  {ranked.Expected:F3}  {answers[ranked.Index].Text}");
}

// Numbers: the answer with the least expected squared error is the mean, which nobody gave.
using var numbers = new Selector(new SelectionOptions(Metric.SquaredError()) { Rule = SelectionRule.Bayes });
Console.WriteLine($"Mean: {numbers.Select(new Problem("guests", ["12", "14", "12", "18"])).Text}");

// Cautious: not the mean of an answer's values, but that of the worst half.
using var cautious = new Selector(new SelectionOptions(Metric.RougeL()) { Risk = Risk.ConditionalValue(0.5) });
Console.WriteLine($"Cautious: {cautious.Select(new Problem("meeting", answers)).Text}");
