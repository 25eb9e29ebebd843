using System.ComponentModel;
using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>Reads a metric's specification, so that configurations and forms bind properties of type <see cref="Metric"/>.</summary>
internal sealed class MetricConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string specification ? Metric.Parse(specification) : base.ConvertFrom(context, culture, value);
}
