using Briefings.Rendering;

namespace Briefings.Editions.Provenance;

/// <summary>The files that an edition's PDF carries: the document it was made from, and what that rests on.</summary>
static class EditionAttachments
{
    public const string DocumentName = "briefing.json";

    public static BriefingDocument With(BriefingDocument document, byte[] json, byte[] provenance, DateTimeOffset? knownAt)
    {
        // A renderer has no clock: the files are as old as what they know.
        var at = knownAt ?? new DateTimeOffset(document.Day, TimeOnly.MinValue, TimeSpan.Zero);
        return document with
        {
            Attachments =
            [
                new(DocumentName, "application/json", "The briefing as data, from which these pages are made", at, json, AttachmentRelationship.Data),
                new(EditionProvenance.FileName, "application/json", "What each sentence rests on: events, articles and characters", at, provenance, AttachmentRelationship.Supplement),
            ],
        };
    }
}
