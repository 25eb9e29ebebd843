using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference.Tests;

/// <summary>SentencePiece models of all kinds, written by the test, against Microsoft.ML.Tokenizers.</summary>
public sealed class SentencePieceTests
{
    private static readonly string[] Words =
    [
        "<unk>", "<s>", "</s>", "▁", "a", "b", "c", "d", "e", "▁a", "▁b", "ab", "abc", "cd", "▁ab", "de", "bcd", "▁cab",
        "dab", "é", "<tool>", "▁de", "ea",
    ];

    private string _path = "";

    [SetUp]
    public void MakePath() => _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(false, false)]
    public void Unigram_models_cut_words_the_likeliest_way(bool addsSpace, bool removesSpaces)
    {
        Write(isUnigram: true, addsSpace, removesSpaces, userDefined: false);
        using var stream = File.OpenRead(_path);
        var library = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
        var codec = SentencePieceCodec.Open(_path, TestTokenizers.None);
        var random = new Random(8);
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => "abcde  é"[random.Next(8)]));
            Assert.That(
                codec.Encode(text, TextPosition.Start),
                Is.EqualTo(library.EncodeToIds(text)),
                $"seed 8, round {round}: {JsonSerializer.Serialize(text)}");
        }
    }

    [Test]
    public void User_defined_pieces_are_never_cut_or_merged()
    {
        Write(isUnigram: false, addsSpace: true, removesSpaces: false, userDefined: true);
        var codec = SentencePieceCodec.Open(_path, TestTokenizers.None);
        Assert.That(codec.Encode("a<tool>ab", TextPosition.Start), Is.EqualTo((int[])[Id("▁a"), Id("<tool>"), Id("ab")]));
        Assert.That(codec.Encode("ab", TextPosition.Continuation), Is.EqualTo((int[])[Id("ab")]));
        Assert.That(codec.Encode("<s>", TextPosition.Start), Does.Not.Contain(Id("<s>")));
        var hiding = SentencePieceCodec.Open(_path, new HashSet<string> { "<tool>", "▁ab" });
        Assert.That(hiding.Encode("a<tool>", TextPosition.Start), Does.Not.Contain(Id("<tool>")));
        Assert.That(hiding.Encode("ab", TextPosition.Start), Is.EqualTo((int[])[Id("▁a"), Id("b")]));
    }

    [Test]
    public void Characters_are_replaced_by_the_models_table()
    {
        var table = (string)JsonNode.Parse(
            File.ReadAllText(TestTokenizers.Path("precompiled.json")))!["normalizer"]!["normalizers"]![0]!["precompiled_charsmap"]!;
        Write(isUnigram: true, addsSpace: true, removesSpaces: true, userDefined: false, ByteString.FromBase64(table));
        var codec = SentencePieceCodec.Open(_path, TestTokenizers.None);
        Assert.That(codec.Encode("a\u3000\u00A0e\u0301", TextPosition.Start), Is.EqualTo(codec.Encode("a é", TextPosition.Start)));
        Assert.That((codec.StartToken, codec.EndToken, codec.AddsStartToken, codec.Find("cd")), Is.EqualTo((1, 2, true, Id("cd"))));
    }

    [Test]
    public void A_model_of_whole_words_is_refused()
    {
        File.WriteAllBytes(_path, [0x0A, 3, 0x0A, 1, (byte)'x', 0x12, 2, 0x18, 3]);
        Assert.That(() => SentencePieceCodec.Open(_path, TestTokenizers.None), Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Tokenizer file '{_path}' cannot be used: its type Word is not known. Give a SentencePiece model of type BPE or unigram."));
    }

    private static int Id(string piece) => Array.IndexOf(Words, piece);

    private void Write(bool isUnigram, bool addsSpace, bool removesSpaces, bool userDefined, ByteString? table = null)
    {
        using var file = File.Create(_path);
        using var output = new CodedOutputStream(file);
        for (var id = 0; id < Words.Length; id++)
        {
            var type = id == 0 ? 2 : id < 3 ? 3 : Words[id] == "<tool>" && userDefined ? 4 : 1;
            var word = System.Text.Encoding.UTF8.GetBytes(Words[id]);
            var score = BitConverter.GetBytes(-2f - (id * .13f));
            Message(output, 1, [0x0A, (byte)word.Length, .. word, 0x15, .. score, 0x18, (byte)type]);
        }

        Message(output, 2, [0x18, (byte)(isUnigram ? 1 : 2)]);
        var replaced = (table ?? ByteString.Empty).ToByteArray();
        using var normalizer = new MemoryStream();
        using (var inner = new CodedOutputStream(normalizer, leaveOpen: true))
        {
            Message(inner, 2, replaced);
            inner.WriteRawTag(0x18);
            inner.WriteBool(addsSpace);
            inner.WriteRawTag(0x20);
            inner.WriteBool(removesSpaces);
        }

        Message(output, 3, normalizer.ToArray());
    }

    private static void Message(CodedOutputStream output, int field, byte[] bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }
}
