namespace Briefings.Rendering;

/// <summary>A file that travels inside the PDF. Formats that cannot carry files leave it out.</summary>
/// <param name="Name">File name in plain ASCII, unique in the document.</param>
/// <param name="MediaType">Such as <c>application/json</c>.</param>
/// <param name="Description">One sentence, read out to those who do not see the file.</param>
/// <param name="ModifiedAt">Of the content, never of the rendering; whole seconds are kept.</param>
public sealed record Attachment(string Name, string MediaType, string Description, DateTimeOffset ModifiedAt, ReadOnlyMemory<byte> Bytes, AttachmentRelationship Relationship);

/// <summary>What an attachment is to the pages, in the words of PDF/A-3.</summary>
public enum AttachmentRelationship
{
    /// <summary>The pages are made from it.</summary>
    Data,

    /// <summary>It says more than the pages do.</summary>
    Supplement,
}
