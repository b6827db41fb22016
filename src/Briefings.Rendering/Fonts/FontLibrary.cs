namespace Briefings.Rendering.Fonts;

/// <summary>The embedded fonts, each read when a document first needs it.</summary>
static class FontLibrary
{
    /// <summary>In the order of <see cref="Face"/>.</summary>
    static readonly string[] Files =
    [
        "SourceSerif4_400Regular.ttf",
        "SourceSerif4_400Regular_Italic.ttf",
        "SourceSerif4_700Bold.ttf",
        "SourceSans3_400Regular.ttf",
        "SourceSans3_600SemiBold.ttf",
        "SourceSans3_700Bold.ttf",
        "NotoNaskhArabic-Regular.ttf",
        "NotoSerifHebrew-Regular.ttf",
        "NotoSerifArmenian-Regular.ttf",
        "NotoSerifGeorgian-Regular.ttf",
    ];

    static readonly Lazy<FontFile>[] Fonts = [.. Files.Select(file => new Lazy<FontFile>(() => new FontFile(Read(file))))];

    static readonly Face[] FallbackOrder = [Face.Sans, Face.Serif, Face.Arabic, Face.Hebrew, Face.Armenian, Face.Georgian];

    public static int FaceCount => Files.Length;

    public static FontFile Font(Face face) => Fonts[(int)face].Value;

    /// <summary>The wanted face if it has the character, else the first that has; <c>null</c> when none has.</summary>
    public static Face? FaceFor(int codePoint, Face wanted)
    {
        if (Font(wanted).GlyphOf(codePoint) != 0)
        {
            return wanted;
        }

        foreach (var face in FallbackOrder)
        {
            if (Font(face).GlyphOf(codePoint) != 0)
            {
                return face;
            }
        }

        return null;
    }

    static byte[] Read(string file)
    {
        using var stream = typeof(FontLibrary).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidDataException($"The font {file} is not embedded in {typeof(FontLibrary).Assembly.GetName().Name}.");
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }
}
