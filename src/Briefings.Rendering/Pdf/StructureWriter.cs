namespace Briefings.Rendering.Pdf;

/// <summary>Writes the structure tree and the way back from marks and annotations to it (PDF 1.7, 14.7).</summary>
sealed class StructureWriter(PdfObjects objects, IReadOnlyList<int> pageNumbers)
{
    readonly PdfBuffer parents = new();
    int parentKeys;

    /// <summary>Records the elements behind a page's marked content.</summary>
    /// <returns>The page's StructParents key.</returns>
    public int AddPage(IReadOnlyList<StructureElement> marked)
    {
        parents.Add(parentKeys).Add("[");
        foreach (var element in marked)
        {
            parents.Reference(NumberOf(element)).Space();
        }

        parents.Add("]");
        return parentKeys++;
    }

    /// <returns>The annotation's StructParent key.</returns>
    public int AddAnnotation(StructureElement element)
    {
        parents.Add(parentKeys).Space().Reference(NumberOf(element)).Space();
        return parentKeys++;
    }

    /// <returns>Number of the structure tree root.</returns>
    public int Write(StructureElement root)
    {
        var tree = objects.Reserve();
        var parentTree = objects.Add(new PdfBuffer().Add("<</Nums[").Add(parents.Written).Add("]>>"));
        objects.Set(tree, new PdfBuffer().Add("<</Type/StructTreeRoot/K ").Reference(NumberOf(root)).Add("/ParentTree ").Reference(parentTree)
            .Add("/ParentTreeNextKey ").Add(parentKeys).Add(">>"));
        WriteElement(root, tree);
        return tree;
    }

    int NumberOf(StructureElement element)
    {
        if (element.ObjectNumber == 0)
        {
            element.ObjectNumber = objects.Reserve();
        }

        return element.ObjectNumber;
    }

    void WriteElement(StructureElement element, int parent)
    {
        var page = element.Kids.FindIndex(kid => kid.Element is null) is var at and >= 0 ? element.Kids[at].Page : -1;
        var body = new PdfBuffer().Add("<</Type/StructElem/S/").Add(element.Tag).Add("/P ").Reference(parent);
        if (page >= 0)
        {
            body.Add("/Pg ").Reference(pageNumbers[page]);
        }

        if (element.AlternateText is { } alternate)
        {
            body.Add("/Alt ").Text(alternate);
        }

        if (element.Language is { } language)
        {
            body.Add("/Lang ").Text(language);
        }

        WriteAttributes(element, body);
        body.Add("/K[");
        foreach (var kid in element.Kids)
        {
            WriteKid(kid, page, body);
        }

        objects.Set(NumberOf(element), body.Add("]>>"));
        foreach (var kid in element.Kids)
        {
            if (kid.Element is { } child)
            {
                WriteElement(child, NumberOf(element));
            }
        }
    }

    static void WriteAttributes(StructureElement element, PdfBuffer body)
    {
        if (element.Scope is { } scope)
        {
            body.Add("/A<</O/Table/Scope/").Add(scope).Add(">>");
        }

        if (element.Bounds is { } bounds)
        {
            body.Add("/A<</O/Layout/Placement/Block/BBox[").Add(bounds[0]).Space().Add(bounds[1]).Space().Add(bounds[2]).Space().Add(bounds[3]).Add("]>>");
        }

        if (element.Tag is "L")
        {
            body.Add("/A<</O/List/ListNumbering/Disc>>");
        }
    }

    void WriteKid(StructureKid kid, int page, PdfBuffer body)
    {
        if (kid.Element is { } child)
        {
            body.Reference(NumberOf(child)).Space();
        }
        else if (kid.Annotation > 0)
        {
            body.Add("<</Type/OBJR/Obj ").Reference(kid.Annotation).Add("/Pg ").Reference(pageNumbers[kid.Page]).Add(">>");
        }
        else if (kid.Page == page)
        {
            body.Add(kid.MarkedContent).Space();
        }
        else
        {
            body.Add("<</Type/MCR/Pg ").Reference(pageNumbers[kid.Page]).Add("/MCID ").Add(kid.MarkedContent).Add(">>");
        }
    }
}
