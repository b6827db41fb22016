using System.Text.Json;
using Xunit;

namespace Briefings.Tests.Outbound;

/// <summary>The outbound conformance kit, which may lie beside the repository.</summary>
static class WebhookKit
{
    /// <summary>A file of the kit; skips the test that asks when the kit is not there.</summary>
    public static string File(params string[] path)
    {
        var file = Path.Combine([Root(), "..", "shared", "kits", "webhooks", .. path]);
        Assert.SkipUnless(System.IO.File.Exists(file), "The webhook kit does not lie beside the repository.");
        return file;
    }

    public static JsonElement Json(params string[] path) => JsonDocument.Parse(System.IO.File.ReadAllBytes(File(path))).RootElement;

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Briefings.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Expected Briefings.sln above the test's folder.");
    }
}
