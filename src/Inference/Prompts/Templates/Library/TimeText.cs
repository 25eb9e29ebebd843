using System.Globalization;
using System.Text;

namespace Accelerated.Inference.Templates;

/// <summary>The local time by Python's <c>strftime</c>, in English.</summary>
internal static class TimeText
{
    public static string Of(Run run, string format)
    {
        var now = run.Clock.GetLocalNow();
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var isBare = format[++i] == '-' && i + 1 < format.Length;
            i += isBare ? 1 : 0;
            var field = Field(run, now, format[i]);
            text.Append(isBare && field.TrimStart('0') is { Length: > 0 } bare ? bare : field);
        }

        return text.ToString();
    }

    private static string Field(Run run, DateTimeOffset now, char code) => code switch
    {
        'd' => Written(now, "dd"),
        'e' => now.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'm' => Written(now, "MM"),
        'b' or 'h' => Written(now, "MMM"),
        'B' => Written(now, "MMMM"),
        'y' => Written(now, "yy"),
        'Y' => Written(now, "yyyy"),
        'a' => Written(now, "ddd"),
        'A' => Written(now, "dddd"),
        'H' => Written(now, "HH"),
        'I' => Written(now, "hh"),
        'M' => Written(now, "mm"),
        'S' => Written(now, "ss"),
        'p' => Written(now, "tt"),
        'f' => Written(now, "ffffff"),
        'j' => now.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'F' => Written(now, "yyyy-MM-dd"),
        'T' => Written(now, "HH:mm:ss"),
        'D' or 'x' => Written(now, "MM/dd/yy"),
        'R' => Written(now, "HH:mm"),
        'X' => Written(now, "HH:mm:ss"),
        'Z' or 'z' => "",
        '%' => "%",
        _ => throw run.Error(
            $"strftime_now() has the field '%{code}', which is not supported. Use %d, %m, %b, %B, %Y, %y, %a, %A, %H, %I, %M, %S, %p, %j " +
            "or %F."),
    };

    private static string Written(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
