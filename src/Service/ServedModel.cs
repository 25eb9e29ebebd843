using Accelerated.Inference.Chat;
using Microsoft.Extensions.AI;

namespace Accelerated.Service;

/// <summary>The model behind a service: local, or another service's.</summary>
/// <param name="Id">Its name in requests and responses.</param>
/// <param name="Client">Answers; disposed by the caller.</param>
/// <param name="Call">How it is called where it is another service's.</param>
internal sealed record ServedModel(string Id, IChatClient Client, ChatSourceOptions Call);
