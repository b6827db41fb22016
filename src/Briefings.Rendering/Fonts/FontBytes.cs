using System.Buffers.Binary;
using System.Text;

namespace Briefings.Rendering.Fonts;

/// <summary>Big-endian reads from a font file.</summary>
readonly struct FontBytes(byte[] data)
{
    public ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    public short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    public uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));

    /// <summary>An offset, which in the fonts shipped here always fits an <see cref="int"/>.</summary>
    public int Offset32(int at) => checked((int)U32(at));

    public string Tag(int at) => Encoding.ASCII.GetString(data, at, 4);

    public string Utf16(int at, int length) => Encoding.BigEndianUnicode.GetString(data, at, length);

    public ReadOnlySpan<byte> Slice(int at, int length) => data.AsSpan(at, length);
}
