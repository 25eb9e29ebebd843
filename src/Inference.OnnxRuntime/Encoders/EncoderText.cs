using Accelerated.Inference.OnnxRuntime.Text;

namespace Accelerated.Inference.OnnxRuntime.Encoders;

/// <summary>
/// Puts texts between an encoder's special tokens: <c>[CLS] a [SEP] b [SEP]</c> with types 0 and 1, as BERT's, or
/// <c>&lt;s&gt; a &lt;/s&gt;&lt;/s&gt; b &lt;/s&gt;</c> with type 0, as RoBERTa's and XLM-R's.
/// </summary>
internal sealed class EncoderText
{
    private readonly ITextCodec _codec;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _isBert;
    private readonly int _most;
    private long _cut;

    public EncoderText(string path, OnnxEncoderOptions options)
    {
        var texts = TokenizerConfiguration.Read(path, options.TokenizerPath);
        _codec = TokenizerFile.Open(path, options.TokenizerPath, texts.SpecialNames);
        _most = options.MaxTokens;
        var (bertStart, bertEnd, start, end) = (Find("[CLS]"), Find("[SEP]"), Find("<s>"), Find("</s>"));
        _isBert = bertStart is not null && bertEnd is not null;
        _start = (_isBert ? bertStart : start) ?? throw Missing();
        _end = (_isBert ? bertEnd : end) ?? throw Missing();
        Padding = Find("[PAD]") ?? Find("<pad>") ?? 0;

        int? Find(string name) => texts.AddedTokens(_codec).FirstOrDefault(token => token.Name == name)?.Id ?? _codec.Find(name)
            ?? _codec.AddedTokens.FirstOrDefault(token => token.Name == name)?.Id;

        ModelException Missing() => new(
            $"The tokenizer of '{path}' has neither [CLS] and [SEP] nor <s> and </s>, between which encoders read texts. Give the "
            + "encoder's own tokenizer.",
            path);
    }

    /// <summary>The token that fills rows up.</summary>
    public int Padding { get; }

    /// <summary>Texts or pairs that were cut so far, because they were too long.</summary>
    public long Cut => Interlocked.Read(ref _cut);

    public EncoderRow Encode(string text)
    {
        var tokens = _codec.Encode(text, TextPosition.Start);
        var kept = Math.Min(tokens.Count, _most - 2);
        Count(kept < tokens.Count);
        int[] row = [_start, .. tokens.Take(kept), _end];
        return new EncoderRow(row, row.Length);
    }

    /// <summary>A pair; the longer text is cut first.</summary>
    public EncoderRow Encode(string first, string second)
    {
        var (left, right) = (_codec.Encode(first, TextPosition.Start), _codec.Encode(second, TextPosition.Start));
        int[] between = _isBert ? [_end] : [_end, _end];
        var room = _most - between.Length - 2;
        var (keptLeft, keptRight) = (left.Count, right.Count);
        if (keptLeft + keptRight > room)
        {
            keptLeft = Math.Min(keptLeft, Math.Max(room - keptRight, (room + 1) / 2));
            keptRight = Math.Min(keptRight, room - keptLeft);
            Count(true);
        }

        int[] row = [_start, .. left.Take(keptLeft), .. between, .. right.Take(keptRight), _end];
        return new EncoderRow(row, _isBert ? keptLeft + 2 : row.Length);
    }

    private void Count(bool isCut)
    {
        if (isCut)
        {
            Interlocked.Increment(ref _cut);
        }
    }
}
