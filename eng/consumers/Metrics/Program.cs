using Accelerated.Metrics;

Console.WriteLine(Metric.TokenF1().Score("paris france", "paris"));
Console.WriteLine(Metric.Parse("rouge-l").Score("the cat sat", "the cat sat down"));
