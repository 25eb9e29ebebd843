#pragma warning disable SCME0001 // further fields of requests and responses are an experimental part of the client
using System.ClientModel;
using Accelerated.Inference.Chat;
using Accelerated.Inference.LLamaSharp;
using OpenAI;
using OpenAI.Chat;

namespace Accelerated.Service.Tests;

/// <summary>The example of docs/service.md.</summary>
public sealed class ServiceExample
{
    [Test]
    public async Task Runs()
    {
        using var model = await LLamaSharpCandidateSource.OpenAsync(Path.Combine(AppContext.BaseDirectory, "reviews-chat-f32.gguf"));
        await using var running = await RunningService.StartAsync(model.AsChatClient(), id: "reviews-chat-f32");
        await RunAsync(running.Server.Address);
    }

    private static async Task RunAsync(Uri service)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(service, "v1") };
        var client = new OpenAIClient(new ApiKeyCredential("none"), options).GetChatClient("reviews-chat-f32");
        var request = new ChatCompletionOptions { MaxOutputTokenCount = 14 };
        request.Patch.Set("$.metric"u8, "rouge-l");
        request.Patch.Set("$.n_candidates"u8, 32);
        ChatCompletion completion = await client.CompleteChatAsync(
            [new UserChatMessage("Review: Soft, light, fits well.\nWrite a short title.")], request);
        var expected = completion.Patch.GetDouble("$.accelerated.expected"u8);
        Console.WriteLine($"{completion.Content[0].Text}: expected ROUGE-L {expected:F3}");
    }
}
