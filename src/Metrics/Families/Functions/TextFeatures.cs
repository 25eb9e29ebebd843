namespace Accelerated.Metrics;

/// <summary>Every item as its text.</summary>
internal class TextFeatures(string[] texts) : Features
{
    public override int Count => texts.Length;

    public override int Longest => texts.Max(text => text.Length);

    public string this[int item] => texts[item];

    public override int LengthOf(int item) => texts[item].Length;
}
