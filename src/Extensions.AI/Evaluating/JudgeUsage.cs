namespace Accelerated.Extensions.AI.Evaluating;

/// <summary>What a <see cref="ChatJudge"/> has cost so far.</summary>
/// <param name="Calls">Answers that it gave.</param>
/// <param name="InputTokens">Tokens that it read, as far as the client tells.</param>
/// <param name="OutputTokens">Tokens that it wrote, as far as the client tells.</param>
public readonly record struct JudgeUsage(long Calls, long InputTokens, long OutputTokens);
