using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// The letter of a choice in its usual forms, in this order: the whole text (<c>B</c>, <c>(b)</c>, <c>**B.**</c>) or its
/// beginning (<c>b) Paris</c>); the last letter behind
/// "answer", "option" or "choice" (<c>The answer is (B)</c>, <c>Answer: B</c>); the last in a box; the last in parentheses; the last that
/// begins a line (<c>B. Paris</c>); the last capital that is alone, but not an <c>A</c> or <c>I</c> before a word.
/// </summary>
internal sealed class ChoiceExtractor : ValueExtractor
{
    private const string Words =
        @"[Aa]nswer|ANSWER|[Oo]ption|[Cc]hoice|[Aa]ntwort|[Rr]\u00e9ponse|[Rr]espuesta|\u7b54\u6848";

    private const string Verbs = "is|was|must be|should be|ist|est|es";
    private const string Box = @"\\(?:boxed|fbox)\{\s?(?:\\(?:text|textbf|mathrm)\{)?\s?\(?";
    private readonly Regex[] _forms;

    public ChoiceExtractor(NumberReader numbers, char first, char last) : base(numbers)
    {
        var capital = $"[{first}-{last}]";
        var any = $"[{first}-{last}{char.ToLowerInvariant(first)}-{char.ToLowerInvariant(last)}]";
        _forms =
        [
            Form($@"^[\s*_""'`(\[]*({any})(?:[\s*_""'`)\].:]*$|\)\s)"),
            Form($@"(?:{Words})(?:\s{{1,3}}(?:{Verbs})|\s{{0,3}}\u662f|\s{{0,3}}\u4e3a)?\s{{0,3}}[:\uff1a=]?\s{{0,3}}"
                + $@"(?:(?:option|choice)\s{{1,3}})?[*_`""'\s]{{0,4}}"
                + $@"(?:[(\[]\s?({any})\s?[)\]]|{Box}({any})|({capital})(?:[^\p{{L}}\p{{N}}'\u2019]|$))"),
            Form($@"{Box}({any})\)?\s?\}}"),
            Form($@"[(\[]({any})[)\]]"),
            Form($@"(?m)^[ \t*_>-]{{0,8}}({capital})[.):\uff1a](?:[\s*_]|$)"),
            Form($@"(?:^|[^\p{{L}}\p{{N}}'\u2019\-])({capital})(?:[^\p{{L}}\p{{N}}'\u2019\-\s]|\s?$|\s[^\p{{L}}])"),
        ];
    }

    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        text = text.Trim();
        foreach (var form in _forms)
        {
            if (LastOf(form, text) is { } letter)
            {
                var choice = letter.ToUpperInvariant();
                answer = new(choice, new AnswerValue(Choice: choice));
                return true;
            }
        }

        answer = default;
        return false;
    }

    // But for the first, which is anchored, no form looks at more than some dozen characters from where it begins: linear time.
    private static Regex Form(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string? LastOf(Regex form, string text)
    {
        string? letter = null;
        try
        {
            for (var match = form.Match(text); match.Success; match = match.NextMatch())
            {
                letter = match.Groups.Values.Skip(1).First(group => group.Success).Value;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return letter;
        }

        return letter;
    }
}
