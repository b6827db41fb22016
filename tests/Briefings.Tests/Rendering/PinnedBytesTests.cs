using System.Security.Cryptography;
using Briefings.Rendering;
using Xunit;

namespace Briefings.Tests.Rendering;

/// <summary>The same document has the same bytes on every machine, in every zone, culture and process, for as long as the renderer's version is the same.</summary>
public sealed class PinnedBytesTests
{
    [Theory]
    [InlineData("pdf", "briefings-pdf/2", "cfd42f0bb1e3bb884111aae073bce06614ad98c02ec117fb9f12d76f939f582b")]
    [InlineData("html", "briefings-html/2", "9f08c67eea0c87fac39f5cf9a3b34604b37e67b933459dc5ffa7808f4767a34f")]
    [InlineData("md", "briefings-md/2", "b2d1523f6cae6a8f87006ded8b12e127c79afe3c89c9e3e1a0abc22a6a7f4eb0")]
    public void Bytes_change_only_with_the_version(string format, string version, string sha256)
    {
        var renderer = Renderers.Default().Find(format)!;

        Assert.Equal(version, renderer.Version);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(renderer.Render(PinnedDocument.Document))));
    }
}
