using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// Reads a candidate's number: the whole trimmed text, or by choice the first or last number in it. Numbers are written as
/// <see cref="NumberScanner"/> says, or in English words where a text has no digits. What a text mentions aside, such as a step's number
/// or a remark in parentheses, is read only where it has no other number. What is not one number (a time, <c>1,234,56</c>) is never
/// guessed.
/// </summary>
/// <param name="missing">What to do with a text that has no finite number.</param>
/// <param name="position">Where in the text the number is.</param>
/// <param name="locale">How numbers are written; null for the invariant way.</param>
/// <param name="magnitudes">Whether <c>5k</c> and <c>3bn</c> are 5,000 and 3,000,000,000 without a currency too.</param>
internal sealed class NumberReader(
    MissingNumber missing = MissingNumber.Skip,
    NumberPosition position = NumberPosition.Whole,
    NumberLocale? locale = null,
    bool magnitudes = false)
{
    private const int MostFastDigits = 15;
    private readonly NumberLocale _locale = locale ?? NumberLocale.Invariant;

    /// <summary>What happens to a text that has no finite number.</summary>
    public MissingNumber Missing { get; } = missing;

    /// <summary>Where in the text the number is.</summary>
    public NumberPosition Position { get; } = position;

    /// <summary>What was read by a rule rather than from the text alone.</summary>
    public ReadingNotes Notes { get; private init; } = new();

    /// <summary>Whether the locale is that of a text's language, where it has one.</summary>
    internal bool FollowsLanguage { get; private init; }

    /// <summary>This reader for another position.</summary>
    public NumberReader At(NumberPosition where) => With(where, _locale);

    /// <summary>This reader with the locale of each problem's language, where it has one.</summary>
    public NumberReader ByLanguage() => new(Missing, Position, _locale, magnitudes) { Notes = Notes, FollowsLanguage = true };

    /// <summary>
    /// This reader for the texts of one problem: with the locale of their language, or the one that their unambiguous numbers show, where
    /// that is asked for.
    /// </summary>
    public NumberReader For(params IEnumerable<Candidate?> texts)
    {
        if (FollowsLanguage && texts.FirstOrDefault(text => text?.Language is not null)?.Language is { } language)
        {
            return With(Position, NumberLocale.Of(Languages.Of(language).Numbers)!);
        }

        if (_locale != NumberLocale.Auto)
        {
            return this;
        }

        var (points, commas) = (0, 0);
        foreach (var text in texts)
        {
            var scanner = new NumberScanner(text?.Text, _locale, magnitudes);
            while (scanner.TryNext(out var token))
            {
                points += token.Decimal == '.' ? 1 : 0;
                commas += token.Decimal == ',' ? 1 : 0;
            }
        }

        var shown = commas > 0 && points == 0 ? NumberLocale.Of("de")!
            : points > 0 && commas == 0 ? NumberLocale.Of("en")!
            : NumberLocale.Invariant;
        return With(Position, shown);
    }

    /// <summary>Reads the number of <paramref name="candidate"/>; false where there is none and such candidates are skipped.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="index">Its index, for the error.</param>
    /// <param name="value">The number.</param>
    /// <param name="role">What the candidate is, for the error.</param>
    /// <param name="notes">Whether a reading by a rule is counted.</param>
    /// <exception cref="CandidateException">There is no number, and such candidates are refused.</exception>
    public bool TryRead(Candidate candidate, int index, out double value, string role = "Candidate", bool notes = false)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Value is { } extracted)
        {
            value = extracted.Number?.ToDouble() ?? 0;
            if (extracted.Number is not null && double.IsFinite(value))
            {
                return true;
            }
        }
        else if (IsPlain(candidate.Text) && double.TryParse(candidate.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }
        else if (TryFind(candidate.Text, out var token, notes && !candidate.IsComputed) && token.Kind == NumberTokenKind.Number
            && double.IsFinite(value = token.Value.ToDouble()))
        {
            return true;
        }

        value = 0;
        return Missing == MissingNumber.Skip ? false : throw NotANumber(candidate, index, role);
    }

    /// <summary>The number that is asked for, or the time or date in its place; false where the text has none that can be read.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out NumberToken token, bool notes = true)
    {
        var isFound = Position == NumberPosition.Whole ? TryWhole(text, allowsUnit: false, out token) : TryPick(text, out token);
        if (isFound && notes)
        {
            Notes.Add(text, token);
        }

        return isFound;
    }

    /// <summary>The number that the whole text is.</summary>
    /// <param name="text">The text, trimmed by this.</param>
    /// <param name="allowsUnit">Whether words may follow the number.</param>
    /// <param name="token">The number.</param>
    public bool TryWhole(ReadOnlySpan<char> text, bool allowsUnit, out NumberToken token)
    {
        text = text.Trim();
        if (text is ['$', .. var math, '$'])
        {
            text = math.Trim();
        }

        var scanner = new NumberScanner(text, _locale, magnitudes);
        if (!scanner.TryNext(out token))
        {
            var isWord = NumberWords.TryFind(text, last: false, out var value, out var isWhole) && isWhole;
            token = new NumberToken(0, text.Length) { Value = value };
            return isWord;
        }

        var rest = text[token.End..].Trim(". ");
        return token.Kind != NumberTokenKind.Unreadable && token.Start == 0 && (rest.IsEmpty || (allowsUnit && IsUnit(rest)));
    }

    internal CandidateException NotANumber(Candidate candidate, int index, string role) => new(
        Position == NumberPosition.Whole
            ? $"{role} {index} is '{Excerpt(candidate.Text)}', not a finite number; a numeric metric reads the whole text. "
                + "Leave it out, let such candidates be skipped with the option missing=skip, or read a number within the text "
                + "with number=last."
            : $"{role} {index} is '{Excerpt(candidate.Text)}' and holds no finite number. Leave it out, or let such candidates be "
                + "skipped with the option missing=skip.",
        index);

    private NumberReader With(NumberPosition position, NumberLocale locale) =>
        new(Missing, position, locale, magnitudes) { Notes = Notes, FollowsLanguage = FollowsLanguage };

    private bool TryPick(ReadOnlySpan<char> text, out NumberToken picked)
    {
        var scanner = new NumberScanner(text, _locale, magnitudes);
        picked = default;
        var (hasAny, hasOwn) = (false, false);
        while (scanner.TryNext(out var token))
        {
            var isBetter = !hasAny
                || (hasOwn ? Position == NumberPosition.Last && !token.IsAside : Position == NumberPosition.Last || !token.IsAside);
            picked = isBetter ? token : picked;
            (hasAny, hasOwn) = (true, hasOwn || !token.IsAside);
            if (hasOwn && Position == NumberPosition.First)
            {
                break;
            }
        }

        if (!hasAny && NumberWords.TryFind(text, Position == NumberPosition.Last, out var value, out _))
        {
            picked = new NumberToken(0, text.Length) { Value = value };
            return true;
        }

        return hasAny && picked.Kind != NumberTokenKind.Unreadable;
    }

    // What a program writes and every locale reads alike: few digits, and a point that is not before three of them.
    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        var point = digits.IndexOf('.');
        return digits.Length is > 0 and <= MostFastDigits && digits[0] != '.'
            && (point < 0 ? digits.IndexOfAnyExceptInRange('0', '9') < 0
                : digits.Length - point != 4 && point < digits.Length - 1
                    && digits[..point].IndexOfAnyExceptInRange('0', '9') < 0
                    && digits[(point + 1)..].IndexOfAnyExceptInRange('0', '9') < 0);
    }

    private static bool IsUnit(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetter(c) && !char.IsWhiteSpace(c)
                && c is not ('.' or '/' or '%' or '\u00b0' or '\u00b2' or '\u00b3') && !NumberCharacters.IsCurrency(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string Excerpt(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
}
