using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Accelerated.Inference;

/// <summary>
/// The random numbers of one candidate. Each is a function of seed, candidate and step alone (Philox4x32-10, Salmon et al. 2011), so a
/// candidate is the same whatever is drawn before it or at the same time.
/// </summary>
/// <param name="seed">The seed of a prompt's candidates.</param>
/// <param name="candidate">The candidate's index.</param>
public readonly struct DrawStream(long seed, int candidate)
{
    /// <summary>The uniform random number of a step: a multiple of 2^-53 in [0, 1).</summary>
    /// <param name="step">The step, such as the index of the token to draw.</param>
    public double Uniform(int step)
    {
        var (a, b, _, _) = Philox((uint)step, 0, (uint)candidate, 0, (uint)seed, (uint)((ulong)seed >> 32));
        return ((((ulong)a << 32) | b) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>
    /// Derives a different seed for each of many draws that share <paramref name="seed"/>, such as the prompts of a file or the calls of a
    /// service. Never negative, because services refuse negative seeds.
    /// </summary>
    /// <param name="seed">The common seed.</param>
    /// <param name="index">The draw's index.</param>
    public static long DeriveSeed(long seed, long index)
    {
        var (a, b, _, _) = Philox((uint)index, (uint)((ulong)index >> 32), 0, 1, (uint)seed, (uint)((ulong)seed >> 32));
        return (long)((((ulong)a << 32) | b) >> 1);
    }

    /// <summary>
    /// Derives a seed from a name, such as a prompt's id, so that it does not depend on the order of prompts.
    /// </summary>
    /// <param name="seed">The common seed.</param>
    /// <param name="name">The draw's name.</param>
    public static long DeriveSeed(long seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return DeriveSeed(seed, BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
    }

    internal static (uint, uint, uint, uint) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < 10; round++)
        {
            var left = 0xD2511F53UL * c0;
            var right = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(right >> 32) ^ c1 ^ k0, (uint)right, (uint)(left >> 32) ^ c3 ^ k1, (uint)left);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }
}
