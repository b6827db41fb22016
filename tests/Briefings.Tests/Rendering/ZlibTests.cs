using System.IO.Compression;
using Briefings.Rendering.Compression;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.Rendering;

public sealed class ZlibTests
{
    public static TheoryData<string, byte[]> Cases => new()
    {
        { "nothing", [] },
        { "one byte", [7] },
        { "zeros over several windows", new byte[200_000] },
        { "a run of three", [1, 1, 1] },
        { "random bytes", Random(150_000, 256) },
        { "few letters over several blocks", Random(150_000, 3) },
        { "repeated text", [.. Enumerable.Repeat("All that is solid melts into air. "u8.ToArray(), 5_000).SelectMany(b => b)] },
        { "literals and matches in turn, over many blocks", [.. Enumerable.Range(0, 400_000).Select(i => (byte)((i % 5 == 0 ? i * 31 : i % 5) >> (i % 7 == 0 ? 3 : 0)))] },
        { "skewed frequencies", [.. Enumerable.Range(0, 22).SelectMany(i => Enumerable.Repeat((byte)i, 1 << Math.Min(i, 16)))] },
        { "repetition at the edge of the window", [.. Random(40, 256), .. new byte[32_768 - 40], .. Random(40, 256), .. Random(40, 256)] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Data_comes_back(string name, byte[] data)
    {
        Assert.NotNull(name);
        Assert.Equal(data, Inflated(new Zlib().Compress(data)));
    }

    /// <summary>What was compressed before leaves no trace.</summary>
    static readonly Zlib Reused = new();

    [Fact]
    public void Any_data_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), data => Inflated(Reused.Compress(data)).AsSpan().SequenceEqual(data)).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_are_the_same_on_every_machine()
    {
        var compressed = new Zlib().Compress([.. Enumerable.Repeat("Same bytes for ever. "u8.ToArray(), 20).SelectMany(b => b)]);

        Assert.Equal("789CEDDDB10900300804C0557E822C930912F874415011DCDE352CBCF2A6D8E713379D86270A067561B25516C6E89291", Convert.ToHexString(compressed));
    }

    [Fact]
    public void Text_shrinks_about_as_much_as_with_the_runtimes_compressor()
    {
        var text = new Briefings.Rendering.JsonRenderer().Render(SampleDocuments.Rich);
        using var reference = new MemoryStream();
        using (var zlib = new ZLibStream(reference, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(text);
        }

        Assert.InRange(new Zlib().Compress(text).Length, 0, reference.Length * 1.06);
    }

    static byte[] Inflated(byte[] compressed)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>The same numbers in every run.</summary>
    static byte[] Random(int length, int letters)
    {
        var state = 12345u;
        return [.. Enumerable.Range(0, length).Select(_ => (byte)((state = (state * 1664525) + 1013904223) / 16777216 % (uint)letters))];
    }
}
