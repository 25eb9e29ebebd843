namespace Accelerated.Inference.Tests;

public sealed class DamagedModelTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-models").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_missing_model_is_reported() =>
        AssertRefused(
            Path.Combine(_folder, "none.onnx"),
            $"Model file '{Path.Combine(_folder, "none.onnx")}' does not exist. Give the path of an ONNX decoder model.");

    [Test]
    public void An_empty_model_is_reported() =>
        AssertRefused(Write([]), $"Model file '{Model}' is empty, or a pipe or device. Fetch the model again, into a file.");

    [Test]
    public void A_folder_is_reported() => AssertRefused(_folder, $"Model file '{_folder}' is a folder. Name the ONNX decoder model in it.");

    [Test]
    [Platform(Exclude = "Win")]
    public void A_pipe_is_refused_without_waiting_for_its_other_end()
    {
        MakePipe(Model);
        AssertRefused(Model, $"Model file '{Model}' is empty, or a pipe or device. Fetch the model again, into a file.");
        var tokenizer = Path.Combine(_folder, "pipe.model");
        MakePipe(tokenizer);
        Assert.That(
            () => new OnnxCandidateSource(SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { TokenizerPath = tokenizer }),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Tokenizer file '{tokenizer}' is empty, or a pipe or device. Fetch the model again, into a file."));
        var configuration = Path.Combine(_folder, "config.json");
        MakePipe(configuration);
        File.Delete(Model);
        Assert.That(
            () => new OnnxCandidateSource(Write(Bytes())),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model configuration '{configuration}' is empty, or a pipe or device. Fetch the model again, into a file."));
    }

    [Test]
    public void Files_that_cannot_be_read_are_reported()
    {
        var tokenizer = Path.Combine(_folder, "model.spm.model");
        var configuration = Path.Combine(_folder, "config.json");
        File.WriteAllText(configuration, "{}");
        CopyTokenizer();
        Write(Bytes());
        foreach (
            var (file, what) in (
                IEnumerable<(string, string)>)[(Model, "Model file"), (
                    configuration, "Model configuration"), (tokenizer, "Tokenizer file")])
        {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.That(
                () => new OnnxCandidateSource(Model, new OnnxOptions { ContextLength = 256 }),
                Throws.TypeOf<ModelException>().With.Message.StartsWith(
                    $"{what} '{file}' cannot be read: ").And.Property("Path").EqualTo(file));
        }
    }

    [Test]
    public void A_model_that_is_gone_or_in_use_when_its_checksum_is_taken_is_reported()
    {
        var configuration = new ModelConfiguration(null, null, [], "00");
        Assert.That(
            () => configuration.CheckHash(Model),
            Throws.TypeOf<ModelException>().With.Message.StartsWith($"Model file '{Model}' cannot be read: "));
        using var alone = new FileStream(Write(Bytes()), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.That(
            () => configuration.CheckHash(Model),
            Throws.TypeOf<ModelException>().With.Message.StartsWith($"Model file '{Model}' cannot be read: "));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_configuration_that_is_a_link_to_nowhere_is_reported()
    {
        var configuration = Path.Combine(_folder, "config.json");
        File.CreateSymbolicLink(configuration, Path.Combine(_folder, "none"));
        Assert.That(
            () => new OnnxCandidateSource(Write(Bytes())),
            Throws.TypeOf<ModelException>().With.Message.StartsWith($"Model configuration '{configuration}' cannot be read: "));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void The_length_of_a_model_behind_a_link_is_its_own()
    {
        var link = Path.Combine(_folder, "link.onnx");
        File.CreateSymbolicLink(link, Write(new byte[300]));
        Assert.That(ModelFile.Length(link), Is.EqualTo(300));
    }

    [TestCase("none")]
    [TestCase("model.onnx_data")]
    [Platform(Exclude = "Win")]
    public void A_link_to_weights_that_leads_nowhere_is_no_weights(string target)
    {
        CopyTokenizer();
        File.CreateSymbolicLink(Path.Combine(_folder, "model.onnx_data"), Path.Combine(_folder, target));
        using var source = new OnnxCandidateSource(Write(Bytes()), new OnnxOptions { ContextLength = 256 });
        Assert.That(source.Name, Is.EqualTo("onnx:model.onnx"));
    }

    [Test]
    public void Another_format_is_reported_by_name()
    {
        AssertRefused(
            Write(File.ReadAllBytes(SmallModel.File("reviews-tiny-f32.gguf"))),
            $"Model file '{Model}' is in GGUF format; ONNX is expected. Use the GGUF source for it.");
        AssertRefused(
            Write("{\"a\": 1}"u8.ToArray()),
            $"Model file '{Model}' is not an ONNX model: it begins with 7B226122, not with 08. Give an ONNX decoder model.");
        AssertRefused(Write([8]), $"Model file '{Model}' is damaged: the field at byte 0 does not end within its 1 bytes. Fetch it again.");
    }

    [TestCase(5)]
    [TestCase(1000)]
    [TestCase(4_000_000)]
    [TestCase(4_349_598)]
    public void A_truncated_model_is_told_whatever_its_configuration_says(int length) =>
        Assert.That(
            () => new OnnxCandidateSource(Write(Bytes()[..length]), new OnnxOptions { ContextLength = 256 }),
            Throws.TypeOf<ModelException>().With.Message.Contains("is damaged"));

    [TestCase(100)]
    [TestCase(2_000_000)]
    public void A_flipped_bit_is_told_by_the_checksum(int position)
    {
        var bytes = Bytes();
        bytes[position] ^= 16;
        File.Copy(SmallModel.File("reviews-tiny.config.json"), Path.Combine(_folder, "model.config.json"));
        Assert.That(
            () => new OnnxCandidateSource(Write(bytes)),
            Throws.TypeOf<ModelException>().With.Message.StartsWith($"Model file '{Model}' is damaged: its SHA-256 is "));
    }

    [Test]
    public void A_flipped_bit_without_a_checksum_is_a_typed_error_or_none()
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
        {
            var bytes = Bytes();
            var position = round % 2 == 0 ? random.Next(60_000) : random.Next(bytes.Length);
            bytes[position] ^= (byte)(1 << random.Next(8));
            CopyTokenizer();
            try
            {
                using var source = new OnnxCandidateSource(Write(bytes), new OnnxOptions { ContextLength = 256 });
                var drawn = DrawnSet.CollectAsync(source, "Stars:4\nReview:", 2, SmallModel.Titles).GetAwaiter().GetResult();
                Assert.That(drawn.Candidates, Is.Not.Empty);
            }
            catch (Exception exception)
            {
                Assert.That(
                    exception,
                    Is.TypeOf<ModelException>().Or.TypeOf<SourceException>(),
                    $"seed 5, round {round}, byte {position}: {exception}");
            }
        }
    }

    [Test]
    public void A_model_without_a_known_context_length_is_reported() =>
        AssertRefused(
            Write(Bytes()),
            $"The context length of '{Model}' is not known. Put its config.json beside it, or set OnnxOptions.ContextLength.");

    [Test]
    public void A_configuration_that_is_no_json_is_reported()
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), "{");
        Assert.That(
            () => new OnnxCandidateSource(Write(Bytes())),
            Throws.TypeOf<ModelException>().With.Message.StartsWith(
                $"Model configuration '{Path.Combine(_folder, "config.json")}' is not valid: "));
    }

    [Test]
    public void A_missing_or_damaged_tokenizer_is_reported()
    {
        var path = Write(Bytes());
        var options = new OnnxOptions { ContextLength = 256 };
        Assert.That(
            () => new OnnxCandidateSource(path, options),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"There is no tokenizer beside '{Model}': neither tokenizer.json, nor vocab.json with merges.txt, nor a SentencePiece " +
                "model (tokenizer.model). Put it there, or set OnnxOptions.TokenizerPath."));
        Assert.That(
            () => new OnnxCandidateSource(path, options with { TokenizerPath = Path.Combine(_folder, "none.model") }),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Tokenizer file '{Path.Combine(_folder, "none.model")}' does not exist. Put the tokenizer beside the ONNX model, or " +
                "give its path."));
        var tokenizer = Path.Combine(_folder, "model.spm.model");
        File.WriteAllBytes(tokenizer, File.ReadAllBytes(SmallModel.File("reviews-tiny.spm.model"))[..9_001]);
        Assert.That(
            () => new OnnxCandidateSource(path, options),
            Throws.TypeOf<ModelException>().With.Message.StartsWith($"Tokenizer file '{tokenizer}' is damaged: "));
        File.WriteAllBytes(tokenizer, [0x0A, 3, 0x0A, 1, (byte)'x']);
        Assert.That(
            () => new OnnxCandidateSource(path, options),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Tokenizer file '{tokenizer}' lacks its pieces or how they were trained, so it is not a whole SentencePiece model. Give " +
                "the model's own tokenizer."));
        File.WriteAllBytes(tokenizer, []);
        Assert.That(
            () => new OnnxCandidateSource(path, options),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Tokenizer file '{tokenizer}' is empty, or a pipe or device. Fetch the model again, into a file."));
    }

    [Test]
    public void A_tokenizer_of_another_vocabulary_is_reported()
    {
        // One more piece, "x", at the end.
        byte[] bytes = [.. File.ReadAllBytes(SmallModel.File("reviews-tiny.spm.model")), 0x0A, 3, 0x0A, 1, (byte)'x'];
        var tokenizer = Path.Combine(_folder, "other.model");
        File.WriteAllBytes(tokenizer, bytes);
        Assert.That(
            () => new OnnxCandidateSource(SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { TokenizerPath = tokenizer }),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"The tokenizer has 1,025 tokens, the logits of '{SmallModel.File("reviews-tiny.onnx")}' have 1,024: they do not belong " +
                "together. Give the model's own tokenizer."));
    }

    private string Model => Path.Combine(_folder, "model.onnx");

    private static byte[] Bytes() => File.ReadAllBytes(SmallModel.File("reviews-tiny.onnx"));

    private static void AssertRefused(string path, string message) =>
        Assert.That(
            () => new OnnxCandidateSource(path),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(message).And.Property("Path").EqualTo(path));

    private void CopyTokenizer() =>
        File.Copy(SmallModel.File("reviews-tiny.spm.model"), Path.Combine(_folder, "model.spm.model"), overwrite: true);

    private static void MakePipe(string path)
    {
        using var make = System.Diagnostics.Process.Start("mkfifo", [path]);
        make.WaitForExit();
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(Model, bytes);
        return Model;
    }
}
