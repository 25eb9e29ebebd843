using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Page;

/// <summary>The page at <c>/</c>, one file without outside parts, under a policy that runs its own script only.</summary>
internal static class IndexPage
{
    private static readonly byte[] s_page = Load();
    private static readonly string s_policy = Policy(Encoding.UTF8.GetString(s_page));

    public static Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = s_page.Length;
        context.Response.Headers.ContentSecurityPolicy = s_policy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(s_page, context.RequestAborted).AsTask();
    }

    private static byte[] Load()
    {
        using var stream = typeof(IndexPage).Assembly.GetManifestResourceStream("index.html")!;
        using var page = new MemoryStream();
        stream.CopyTo(page);
        return page.ToArray();
    }

    private static string Policy(string page) =>
        $"default-src 'none'; script-src '{HashOf(page, "script")}'; style-src '{HashOf(page, "style")}'; connect-src 'self'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string HashOf(string page, string element)
    {
        var start = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var end = page.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page[start..end])))}";
    }
}
