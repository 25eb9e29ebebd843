using System.Text;

namespace Accelerated.Inference.Templates;

/// <summary>Puts a text together; what it grows by is charged.</summary>
internal sealed class TracedTextBuilder(Budget budget)
{
    private readonly StringBuilder _text = new();
    private bool[] _marks = [];

    public int Length => _text.Length;

    public TracedTextBuilder Append(TracedText text) => Append(text, 0, text.Length);

    public TracedTextBuilder Append(TracedText text, int start, int length)
    {
        Reserve(length);
        for (var i = 0; i < length; i++)
        {
            _marks[_text.Length + i] = text.IsMarkup(start + i);
        }

        _text.Append(text.Value, start, length);
        return this;
    }

    /// <summary>Appends a text all of one origin.</summary>
    public TracedTextBuilder Append(string text, bool isMarkup)
    {
        Reserve(text.Length);
        _marks.AsSpan(_text.Length, text.Length).Fill(isMarkup);
        _text.Append(text);
        return this;
    }

    public TracedText ToText() => TracedText.Of(_text.ToString(), _marks.AsSpan(0, _text.Length));

    private void Reserve(int length)
    {
        budget.Create(length);
        if (_text.Length + length > _marks.Length)
        {
            Array.Resize(ref _marks, Math.Max(_text.Length + length, Math.Max(64, _marks.Length * 2)));
        }
    }
}
