namespace Accelerated.Inference.Templates;

/// <summary>Python's arithmetic: division of whole numbers rounds down, and a remainder has the divisor's sign.</summary>
internal static class Numbers
{
    public static object Calculate(Run run, string name, object left, object right)
    {
        if (name is "/" or "//" or "%" && Operators.Number(right) == 0)
        {
            throw run.Error("a number is divided by 0. Test the divisor before.");
        }

        if (name == "/" || left is double || right is double)
        {
            return Reals(run, name, Operators.Number(left)!.Value, Operators.Number(right)!.Value);
        }

        var (a, b) = (Operators.Whole(run, left, ""), Operators.Whole(run, right, ""));
        return name switch
        {
            "+" => (object)Operators.Checked(run, () => checked(a + b)),
            "-" => Operators.Checked(run, () => checked(a - b)),
            "*" => Operators.Checked(run, () => checked(a * b)),
            "//" => Operators.Checked(run, () => checked(a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0)),
            "%" => b == -1 ? 0L : a % b is var rest && rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest,
            _ => b < 0 ? (object)Math.Pow(a, b) : Operators.Checked(run, () => Power(a, b)),
        };
    }

    private static double Reals(Run run, string name, double left, double right)
    {
        var value = name switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => Math.Floor(left / right),
            "%" => left - (right * Math.Floor(left / right)),
            _ => Math.Pow(left, right),
        };
        return double.IsFinite(value) ? value : throw run.Error("a number is too large or none. Calculate with smaller numbers.");
    }

    private static long Power(long number, long exponent)
    {
        if (number is 0 or 1 || exponent == 0)
        {
            return exponent == 0 ? 1 : number;
        }

        var power = 1L;
        for (var i = 0L; i < (number == -1 ? exponent % 2 : exponent); i++)
        {
            power = checked(power * number);
        }

        return power;
    }
}
