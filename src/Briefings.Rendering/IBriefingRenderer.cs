namespace Briefings.Rendering;

/// <summary>Turns a briefing document into bytes: the same document always into the same bytes. Implementations are thread-safe and use no clock, locale, database, network or file.</summary>
public interface IBriefingRenderer
{
    /// <summary>The format's name on the command line and in addresses: <c>pdf</c>, <c>html</c>, <c>md</c>, <c>json</c>. Unique.</summary>
    string Format { get; }

    /// <summary>Such as <c>application/pdf</c>.</summary>
    string MediaType { get; }

    /// <summary>Name and version, recorded with every edition; raised whenever the bytes for a document can change.</summary>
    string Version { get; }

    byte[] Render(BriefingDocument document);
}
