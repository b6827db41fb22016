using Briefings.Rendering.Layout;
using Briefings.Rendering.Pdf;
using Briefings.Rendering.Sections;

namespace Briefings.Rendering;

/// <summary>The briefing as a tagged A4 document: PDF/A-2A, or PDF/A-3A when it carries attachments, and PDF/UA-1.</summary>
/// <param name="warn">Told one sentence for everything that could not be shown as it stands in the document.</param>
public sealed class PdfRenderer(Action<string>? warn = null) : IBriefingRenderer
{
    public string Format => "pdf";

    public string MediaType => "application/pdf";

    public string Version => "briefings-pdf/2";

    public byte[] Render(BriefingDocument document)
    {
        var warnings = new RenderWarnings();
        var bytes = Render(document, warnings);
        if (warn is not null)
        {
            foreach (var message in warnings.Messages)
            {
                warn(message);
            }
        }

        return bytes;
    }

    /// <summary>Renders and notes in <paramref name="warnings"/> what could not be shown as it stands.</summary>
    public static byte[] Render(BriefingDocument document, RenderWarnings warnings)
    {
        var (composition, paged) = Lay(document, warnings);
        return PdfFile.Write(composition, paged);
    }

    /// <summary>Everything in its place on its page, before it is written.</summary>
    internal static (Composition Composition, PagedDocument Paged) Lay(BriefingDocument document, RenderWarnings warnings)
    {
        var composition = new Composition(document, warnings);
        TitleBlock.Compose(composition);
        foreach (var section in SectionOrder.Of(document))
        {
            Compose(composition, section);
        }

        return (composition, Paginator.Paginate(composition.Flow));
    }

    static void Compose(Composition composition, BriefingSection section)
    {
        Action<Composition> compose = section switch
        {
            BriefingSection.KeyDevelopments => KeyDevelopmentsBox.Compose,
            BriefingSection.Changes => ChangesTable.Compose,
            BriefingSection.Stories => StoryPages.Compose,
            BriefingSection.InBrief => InBriefColumns.Compose,
            BriefingSection.Calendar => CalendarTable.Compose,
            BriefingSection.Relations => RelationCharts.Compose,
            BriefingSection.Corrections => CorrectionsList.Compose,
            BriefingSection.Sources => SourcesAppendix.Compose,
            BriefingSection.Method => ClosingNotes.ComposeMethod,
            BriefingSection.Gaps => ClosingNotes.ComposeGaps,
            _ => ClosingNotes.ComposeProvenance,
        };
        compose(composition);
    }

    /// <summary>The files inside a PDF that this renderer wrote, in the order in which they stand in it; empty when it has none or is no PDF.</summary>
    /// <exception cref="InvalidDataException">A file inside is cut off or damaged, or unpacks to more than 256 MiB.</exception>
    public static IReadOnlyList<Attachment> ReadAttachments(byte[] pdf) => [.. new AttachmentReader(pdf).Read()];
}
