using System.Security.Cryptography;
using Briefings.Rendering.Compression;

namespace Briefings.Rendering.Pdf;

/// <summary>The numbered objects of a file, and the file they make: object streams and a cross-reference stream (PDF 1.7, 7.5).</summary>
sealed class PdfObjects
{
    const int ObjectsPerStream = 200;
    const int XrefEntrySize = 7;

    readonly Zlib zlib = new();

    /// <summary>Index is the object number; number 0 is never used.</summary>
    readonly List<(byte[] Body, bool IsStream)> objects = [([], false)];

    /// <summary>Reserves a number, to be given a body later.</summary>
    public int Reserve()
    {
        objects.Add(([], false));
        return objects.Count - 1;
    }

    public void Set(int number, PdfBuffer body) => objects[number] = (body.Written.ToArray(), false);

    public int Add(PdfBuffer body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    /// <param name="dictionary">Entries beside length and filter.</param>
    public int AddStream(string dictionary, ReadOnlySpan<byte> data, bool compress = true)
    {
        var number = Reserve();
        objects[number] = (Stream(dictionary, data, compress), true);
        return number;
    }

    /// <summary>The whole file. Its identifier is a digest of its objects: equal documents have equal bytes.</summary>
    public byte[] ToFile(int catalog, int info)
    {
        var file = new PdfBuffer();
        file.Add("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
        var entries = new List<(byte Type, int Field, int Index)>(objects.Select(_ => default((byte, int, int))));
        var plain = new List<int>();
        for (var number = 1; number < objects.Count; number++)
        {
            if (objects[number].IsStream)
            {
                entries[number] = (1, file.Length, 0);
                AddObject(file, number, objects[number].Body);
            }
            else
            {
                plain.Add(number);
            }
        }

        foreach (var group in plain.Chunk(ObjectsPerStream))
        {
            var container = entries.Count;
            entries.Add((1, file.Length, 0));
            for (var i = 0; i < group.Length; i++)
            {
                entries[group[i]] = (2, container, i);
            }

            AddObject(file, container, ObjectStream(group));
        }

        var xref = file.Length;
        entries.Add((1, xref, 0));
        var id = Convert.ToHexString(SHA256.HashData(file.Written).AsSpan(0, 16));
        var dictionary = new PdfBuffer().Add("/Type/XRef/Size ").Add(entries.Count).Add("/W[1 4 2]/Root ").Reference(catalog).Add("/Info ").Reference(info)
            .Add("/ID[<").Add(id).Add("><").Add(id).Add(">]");
        AddObject(file, entries.Count - 1, Stream(System.Text.Encoding.Latin1.GetString(dictionary.Written), XrefTable(entries), compress: true));
        file.Add("startxref\n").Add(xref).Add("\n%%EOF\n");
        return file.Written.ToArray();
    }

    static void AddObject(PdfBuffer file, int number, byte[] body) => file.Add(number).Add(" 0 obj\n").Add(body).Add("\nendobj\n");

    byte[] ObjectStream(int[] group)
    {
        var index = new PdfBuffer();
        var bodies = new PdfBuffer();
        foreach (var number in group)
        {
            index.Add(number).Space().Add(bodies.Length).Space();
            bodies.Add(objects[number].Body).Line();
        }

        var first = index.Length;
        index.Add(bodies.Written);
        var dictionary = new PdfBuffer().Add("/Type/ObjStm/N ").Add(group.Length).Add("/First ").Add(first);
        return Stream(System.Text.Encoding.Latin1.GetString(dictionary.Written), index.Written, compress: true);
    }

    static byte[] XrefTable(List<(byte Type, int Field, int Index)> entries)
    {
        entries[0] = (0, 0, 65535);
        var table = new byte[entries.Count * XrefEntrySize];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = table.AsSpan(i * XrefEntrySize, XrefEntrySize);
            entry[0] = entries[i].Type;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(entry[1..], entries[i].Field);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(entry[5..], (ushort)entries[i].Index);
        }

        return table;
    }

    byte[] Stream(string dictionary, ReadOnlySpan<byte> data, bool compress)
    {
        var body = compress ? zlib.Compress(data) : data;
        return new PdfBuffer().Add("<<").Add(dictionary).Add(compress ? "/Filter/FlateDecode" : "").Add("/Length ").Add(body.Length).Add(">>\nstream\n")
            .Add(body).Add("\nendstream").Written.ToArray();
    }
}
