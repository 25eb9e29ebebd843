using Accelerated.Kernels;
using Accelerated.Metrics;

float[,] utilities = Metric.ChrF().Matrix(["paris", "paris, france"], references: ["paris", "lyon", "paris france"]);
Console.WriteLine($"{utilities.GetLength(0)} x {utilities.GetLength(1)}, {utilities[0, 0]} for equal texts");
