namespace Accelerated.Inference.Templates;

/// <summary>Python's operators on the values of a template.</summary>
internal static class Operators
{
    public static object? Plain(object? value) => value is Given given ? given.Value : value;

    public static bool IsTrue(object? value) => Plain(value) switch
    {
        null or Undefined => false,
        bool flag => flag,
        long whole => whole != 0,
        double real => real != 0,
        TracedText text => text.Length > 0,
        TemplateList list => list.Items.Count > 0 || list.Kind == SequenceKind.Generator,
        TemplateDict dict => dict.Count > 0,
        _ => true,
    };

    public static long Whole(Run run, object? value, string what) => Plain(value) switch
    {
        long whole => whole,
        bool flag => flag ? 1 : 0,
        _ => throw run.Error($"{what} is {PythonText.Describe(value)}; it must be a whole number. Convert it by |int."),
    };

    public static double? Number(object? value) => Plain(value) switch
    {
        long whole => whole,
        bool flag => flag ? 1 : 0,
        double real => real,
        _ => null,
    };

    public static bool Compare(Run run, string name, object? left, object? right) => name switch
    {
        "==" => AreEqual(run, left, right),
        "!=" => !AreEqual(run, left, right),
        "in" => Contains(run, right, left),
        "not in" => !Contains(run, right, left),
        "<" => Order(run, left, right) is < 0,
        "<=" => Order(run, left, right) is <= 0,
        ">" => Order(run, left, right) is > 0,
        _ => Order(run, left, right) is >= 0,
    };

    public static bool AreEqual(Run run, object? left, object? right)
    {
        run.Budget.Step();
        (left, right) = (Plain(left), Plain(right));
        if (left is TracedText a && right is TracedText b)
        {
            run.Budget.Read(a.Length == b.Length ? a.Length : 0);
            return a.Equals(b);
        }

        if (left is long or bool && right is long or bool)
        {
            return Whole(run, left, "") == Whole(run, right, "");
        }

        if (Number(left) is { } x && Number(right) is { } y)
        {
            return x == y;
        }

        run.Budget.Enter();
        var equal = (left, right) switch
        {
            (null, null) or (Undefined, Undefined) => true,
            (TemplateList first, TemplateList second) => first.Kind == second.Kind && first.Items.Count == second.Items.Count
                && Enumerable.Range(0, first.Items.Count).All(i => AreEqual(run, first.Items[i], second.Items[i])),
            (TemplateDict first, TemplateDict second) => first.Count == second.Count
                && first.Entries.All(entry => second.TryGet(entry.Key, out var value) && AreEqual(run, entry.Value, value)),
            _ => ReferenceEquals(left, right),
        };
        run.Budget.Leave();
        return equal;
    }

    /// <summary>Negative, 0 or positive as the left is less, equal or greater; null where a number is NaN.</summary>
    public static int? Order(Run run, object? left, object? right)
    {
        run.Budget.Step();
        (left, right) = (Plain(left), Plain(right));
        if (left is TracedText a && right is TracedText b)
        {
            run.Budget.Read(Math.Min(a.Length, b.Length));
            return CompareCodePoints(a.Value, b.Value);
        }

        if (left is long first && right is long second)
        {
            return first.CompareTo(second);
        }

        if (Number(left) is { } x && Number(right) is { } y)
        {
            return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
        }

        if (left is TemplateList some && right is TemplateList others && some.Kind == others.Kind)
        {
            run.Budget.Enter();
            for (var i = 0; i < Math.Min(some.Items.Count, others.Items.Count); i++)
            {
                if (!AreEqual(run, some.Items[i], others.Items[i]))
                {
                    return Order(run, some.Items[i], others.Items[i]);
                }
            }

            run.Budget.Leave();
            return some.Items.Count.CompareTo(others.Items.Count);
        }

        throw run.Error(
            $"{PythonText.Describe(left)} is compared with {PythonText.Describe(right)}, and neither is less. Compare texts with texts " +
            "and numbers with numbers.");
    }

    public static bool Contains(Run run, object? container, object? item)
    {
        switch (container)
        {
            case TracedText text when item is TracedText part:
                run.Budget.Read((long)text.Length * (1 + (part.Length / 16)));
                return text.Value.Contains(part.Value, StringComparison.Ordinal);
            case TracedText:
                throw run.Error($"{PythonText.Describe(item)} is looked for in a text; only a text can be. Convert it by |string.");
            case TemplateDict dict:
                return dict.TryGet(Collections.Key(run, item), out _);
            case TemplateNamespace space:
                return item is TracedText name && space.Attributes.ContainsKey(name.Value);
            default:
                foreach (var element in Collections.Iterate(run, container))
                {
                    if (AreEqual(run, element, item))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    public static object? Signed(Run run, bool negative, object? value)
    {
        var number = Plain(value);
        object result = number switch
        {
            long whole => (object)(negative ? Checked(run, () => checked(-whole)) : whole),
            bool flag => flag ? negative ? -1L : 1L : 0L,
            double real => negative ? -real : real,
            _ => throw run.Error($"{PythonText.Describe(value)} has a sign; only a number can. Convert it by |int."),
        };
        return value is Given ? new Given(result) : result;
    }

    public static object? Calculate(Run run, string name, object? left, object? right)
    {
        if (Number(left) is not null && Number(right) is not null)
        {
            var result = Numbers.Calculate(run, name, Plain(left)!, Plain(right)!);
            return left is Given || right is Given ? new Given(result) : result;
        }

        if (name == "+" && left is TracedText first && right is TracedText second)
        {
            return new TracedTextBuilder(run.Budget).Append(first).Append(second).ToText();
        }

        if (name == "+" && left is TemplateList some && right is TemplateList others && some.Kind == others.Kind)
        {
            return run.List(some.Items.Concat(others.Items), some.Kind);
        }

        if (name == "*" && (Repeated(run, left, right) ?? Repeated(run, right, left)) is { } repeated)
        {
            return repeated;
        }

        throw run.Error(
            $"{PythonText.Describe(left)} {name} {PythonText.Describe(right)} has no value. Join texts by ~, or convert by |string or " +
            "|int.");
    }

    public static long Checked(Run run, Func<long> calculate)
    {
        try
        {
            return calculate();
        }
        catch (OverflowException)
        {
            throw run.Error($"a whole number is above {long.MaxValue} in size. Calculate with smaller numbers.");
        }
    }

    private static object? Repeated(Run run, object? value, object? times)
    {
        if (Plain(times) is not (long or bool) || value is not (TracedText or TemplateList))
        {
            return null;
        }

        var count = Math.Max(0, Whole(run, times, "the number of times"));
        if (value is TemplateList list)
        {
            run.Budget.Step(count);
            return run.List(Enumerable.Range(0, (int)Math.Min(count, int.MaxValue)).SelectMany(_ => list.Items), list.Kind);
        }

        var text = (TracedText)value;
        var repeated = new TracedTextBuilder(run.Budget);
        run.Budget.Step(count);
        for (var i = 0L; i < count && text.Length > 0; i++)
        {
            repeated.Append(text);
        }

        return repeated.ToText();
    }

    private static int CompareCodePoints(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
