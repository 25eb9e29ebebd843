using System.Reflection;
using System.Text.RegularExpressions;
using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;
using ILGPU.Runtime.Cuda;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>The code that a device would be given, judged by its text: no device is needed.</summary>
public sealed class PtxTests
{
    private static readonly Dictionary<int, CudaArchitecture> Architectures = new()
    {
        [75] = CudaArchitecture.SM_75,
        [80] = CudaArchitecture.SM_80,
        [90] = CudaArchitecture.SM_90,
    };

    private static IEnumerable<TestCaseData> Cases =>
        from family in Enum.GetValues<MetricFamily>()
        from architecture in Architectures.Keys
        select new TestCaseData(family.ToString(), architecture);

    [TestCaseSource(nameof(Cases))]
    public void Every_kernel_compiles_to_strict_code_without_local_memory(string family, int architecture)
    {
        using var compiler = new PtxCompiler(Architectures[architecture]);
        var metrics = MetricCatalogue.Definitions.Select(definition => MetricCatalogue.Parse(definition.Name))
            .Concat(UsersMetrics.All.Where(metric => metric.RunsOnDevices));
        var kernels = metrics.Where(metric => metric.Family.ToString() == family).SelectMany(KernelList.Of).Distinct();
        Assert.Multiple(() =>
        {
            foreach (var kernel in family == nameof(MetricFamily.Bags) ? kernels.Concat(KernelList.Common) : kernels)
            {
                Assert.That(Faults(compiler, kernel), Is.Empty, $"{KernelList.Name(kernel)} for sm_{architecture}");
            }
        });
    }

    [TestCase(typeof(EditWord), 12)]
    [TestCase(typeof(SwapWord), 18)]
    [TestCase(typeof(SubsequenceWord), 4)]
    public void A_step_of_an_alignment_takes_few_instructions(Type word, int most)
    {
        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        foreach (var name in (string[])[nameof(AlignmentPairs.SharedKernel), nameof(AlignmentPairs.GlobalKernel)])
        {
            var kernel = typeof(AlignmentPairs).GetMethod(name)!.MakeGenericMethod(
                typeof(EditDistance), typeof(SumDeviceSink), typeof(OneWord<>).MakeGenericType(word), word);
            var loop = InnerLoop(compiler.Compile(kernel));
            var tokens = loop.Count(line => Regex.IsMatch(line, @"^ld\.(global|shared)\.b64"));
            var loads = loop.Count(line => Regex.IsMatch(line, @"^ld\."));

            // Addresses are unsigned sums, the recurrence's are signed.
            var recurrence = loop.Count(
                line => Regex.IsMatch(line, @"^(and|or|xor|not|shl|shr|sub|neg|popc)\.[busf]64|^add\.s64|^(and|or|xor|not)\.pred|^lop3"));
            var arithmetic = loop.Count(line => Regex.IsMatch(line, @"^(and|or|xor|not|shl|shr|add|sub|mul|mad|cvt)\."));
            Assert.Multiple(() =>
            {
                Assert.That(tokens, Is.EqualTo(2), $"{word.Name}: tokens a turn in {name}");
                Assert.That(loads, Is.EqualTo(3 * tokens), $"{word.Name}: a token, its row and its word are loaded in {name}");
                Assert.That(recurrence, Is.LessThanOrEqualTo(tokens * most), $"{word.Name}: the recurrence of 64-bit words in {name}");
                Assert.That(
                    arithmetic,
                    Is.LessThanOrEqualTo(tokens * (most + 10)),
                    $"{word.Name}: with addresses and the loop's counter in {name}");
            });
        }
    }

    [Test]
    public void A_strips_counters_are_stored_by_two_accesses_and_each_read_by_one()
    {
        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        var kernels = KernelList.Of(MetricCatalogue.Parse("token-f1")).Where(
            kernel => kernel.DeclaringType == typeof(SlicedBagPairs) || kernel.DeclaringType == typeof(QuotientBagPairs));
        foreach (var kernel in kernels)
        {
            var lines = compiler.Compile(kernel).Split('\n').Select(line => line.Trim()).ToArray();
            var stores = lines.Where(line => Regex.IsMatch(line, @"^st\.shared\S*b32")).ToArray();
            Assert.Multiple(() =>
            {
                Assert.That(stores, Has.Length.EqualTo(2).And.All.StartsWith("st.shared.v4.b32"), KernelList.Name(kernel));
                Assert.That(lines.Count(line => Regex.IsMatch(line, @"^ld\.shared\S*[bus]8")), Is.EqualTo(1), KernelList.Name(kernel));
            });
        }
    }

    [Test]
    public void Scores_that_are_whole_quotients_are_divided_in_single_precision_where_the_matrix_is_so()
    {
        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        var kernel = KernelList.Of(MetricCatalogue.Parse("token-f1")).Single(kernel => kernel.DeclaringType == typeof(QuotientBagPairs));
        Assert.That(compiler.Compile(kernel), Does.Contain("div.rn.f32").And.Not.Contain("div.rn.f64"));
    }

    [Test]
    public void A_user_metric_may_use_the_functions_of_Math()
    {
        using var compiler = new PtxCompiler(CudaArchitecture.SM_90);
        Assert.Multiple(() =>
        {
            foreach (var kernel in KernelList.Of(FunctionScore.Metric))
            {
                Assert.That(compiler.Compile(kernel), Does.Not.Contain(".extern .func"), KernelList.Name(kernel));
            }
        });
    }

    private static List<string> Faults(PtxCompiler compiler, MethodInfo kernel)
    {
        try
        {
            var text = compiler.Compile(kernel);
            var faults = PtxCompiler.Faults(text).ToList();
            if (kernel.DeclaringType == typeof(AlignmentPairs) && !text.Contains("popc.b64", StringComparison.Ordinal))
            {
                faults.Add("does not count bits by popc");
            }

            return faults;
        }
        catch (Exception error)
        {
            return [$"does not compile: {error.GetBaseException().Message}"];
        }
    }

    // The loop that holds the recurrence: from a label to the branch back to it, with no label between.
    private static string[] InnerLoop(string text)
    {
        var loops = Regex.Matches(text, @"(L_\d+):((?:(?!L_\d+:)[\s\S])*?)bra(?:\.uni)?\s+\1;");
        var body = loops.Select(match => match.Groups[2].Value).First(value => Regex.IsMatch(value, @"\b(xor|or)\.b64"));
        return [.. body.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }
}
