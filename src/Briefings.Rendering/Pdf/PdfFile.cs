using Briefings.Rendering.Fonts;
using Briefings.Rendering.Images;
using Briefings.Rendering.Layout;
using Briefings.Rendering.Sections;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Pdf;

/// <summary>Writes paged content as a tagged PDF/A-2A and PDF/UA-1 file; as PDF/A-3A when it carries attachments.</summary>
sealed class PdfFile
{
    readonly PdfObjects objects = new();
    readonly EmbeddedFont?[] fonts = new EmbeddedFont?[FontLibrary.FaceCount];
    readonly Dictionary<RasterImage, int> images = new(ReferenceEqualityComparer.Instance);
    readonly PagedDocument paged;
    readonly int[] pageNumbers;
    readonly StructureWriter structure;

    PdfFile(PagedDocument paged)
    {
        this.paged = paged;
        pageNumbers = [.. paged.Pages.Select(_ => objects.Reserve())];
        structure = new StructureWriter(objects, pageNumbers);
    }

    public static byte[] Write(Composition composition, PagedDocument paged) => new PdfFile(paged).Write(composition);

    byte[] Write(Composition composition)
    {
        var document = composition.Document;
        var pagesNumber = objects.Reserve();
        var resources = objects.Reserve();
        var painter = new PagePainter(link => link.Target[0] != '#' || paged.Anchors.ContainsKey(link.Target[1..]));
        var palette = new Palette(document.Brand, composition.Warnings);
        var heads = new RunningHeads(document, composition.Labels, composition.Blocks.Typesetter);
        for (var page = 0; page < paged.Pages.Count; page++)
        {
            var content = new PageContent(page, FontOf, ImageOf, palette);
            heads.Paint(content, page, paged.Pages.Count);
            var links = painter.Paint(paged.Pages[page], content);
            WritePage(page, content, links, pagesNumber, resources);
        }

        WriteResources(resources);
        var kids = new PdfBuffer();
        foreach (var number in pageNumbers)
        {
            kids.Reference(number).Space();
        }

        objects.Set(pagesNumber, new PdfBuffer().Add("<</Type/Pages/Count ").Add(pageNumbers.Length).Add("/Kids[").Add(kids.Written).Add("]>>"));
        return objects.ToFile(WriteCatalog(composition, pagesNumber), Metadata.WriteInfo(objects, document));
    }

    string ImageOf(RasterImage image)
    {
        if (!images.TryGetValue(image, out var number))
        {
            images[image] = number = objects.AddStream(
                FormattableString.Invariant($"/Type/XObject/Subtype/Image/Width {image.Width}/Height {image.Height}/BitsPerComponent 8/ColorSpace/Device{(image.Components == 1 ? "Gray" : "RGB")}{(image.IsJpeg ? "/Filter/DCTDecode" : "")}"),
                image.Data,
                compress: !image.IsJpeg);
        }

        return FormattableString.Invariant($"I{number}");
    }

    EmbeddedFont FontOf(Face face) => fonts[(int)face] ??= new EmbeddedFont(face);

    void WritePage(int page, PageContent content, List<LinkArea> links, int parent, int resources)
    {
        var stream = objects.AddStream("", content.Content.Written);
        var body = new PdfBuffer().Add("<</Type/Page/Parent ").Reference(parent)
            .Add("/MediaBox[0 0 ").Add(Theme.PageWidth).Space().Add(Theme.PageHeight).Add("]/Resources ").Reference(resources)
            .Add("/Contents ").Reference(stream).Add("/StructParents ").Add(structure.AddPage(content.Marked)).Add("/Tabs/S");
        if (links.Count > 0)
        {
            body.Add("/Annots[");
            foreach (var link in links)
            {
                body.Reference(WriteLink(page, link)).Space();
            }

            body.Add("]");
        }

        objects.Set(pageNumbers[page], body.Add(">>"));
    }

    int WriteLink(int page, LinkArea area)
    {
        var bottom = Theme.PageHeight - area.Y - area.Height;
        var body = new PdfBuffer().Add("<</Type/Annot/Subtype/Link/Rect[").Add(area.X).Space().Add(bottom).Space().Add(area.X + area.Width).Space().Add(bottom + area.Height)
            .Add("]/Border[0 0 0]/F 4/P ").Reference(pageNumbers[page]).Add("/StructParent ").Add(structure.AddAnnotation(area.Element))
            .Add("/Contents ").Text(CleanText.Of(area.Link.Description));
        if (area.Link.Target[0] == '#')
        {
            body.Add("/Dest").Add(Destination.To(paged.Anchors[area.Link.Target[1..]], pageNumbers).Written);
        }
        else
        {
            body.Add("/A<</S/URI/URI ").Text(new Uri(area.Link.Target).AbsoluteUri).Add(">>");
        }

        var number = objects.Add(body.Add(">>"));
        area.Element.Kids.Add(new StructureKid { Page = page, Annotation = number });
        return number;
    }

    void WriteResources(int number)
    {
        var names = new PdfBuffer();
        foreach (var font in fonts.OfType<EmbeddedFont>())
        {
            names.Add("/").Add(font.ResourceName).Space().Reference(font.Write(objects));
        }

        var resources = new PdfBuffer().Add("<</Font<<").Add(names.Written).Add(">>");
        if (images.Count > 0)
        {
            resources.Add("/XObject<<");
            foreach (var image in images.Values)
            {
                resources.Add(FormattableString.Invariant($"/I{image} ")).Reference(image);
            }

            resources.Add(">>");
        }

        objects.Set(number, resources.Add(">>"));
    }

    int WriteCatalog(Composition composition, int pages)
    {
        var tree = structure.Write(composition.Root);
        var outline = new OutlineWriter(objects, pageNumbers).Write(paged.Bookmarks);
        var profile = objects.AddStream("/N 3", IccProfile.Srgb);
        var body = new PdfBuffer().Add("<</Type/Catalog/Pages ").Reference(pages)
            .Add("/Metadata ").Reference(Metadata.WriteXmp(objects, composition.Document))
            .Add("/Lang").Text(Language.TagOf(composition.Document)).Add("/MarkInfo<</Marked true>>/StructTreeRoot ").Reference(tree)
            .Add("/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>/PageLabels<</Nums[0<</S/D>>]>>")
            .Add("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile ").Reference(profile).Add(">>]");
        if (outline > 0)
        {
            body.Add("/Outlines ").Reference(outline);
        }

        body.Add(AttachedFiles.CatalogEntries(objects, composition.Document).Written);
        return objects.Add(body.Add(">>"));
    }
}
