using AngleSharp.Dom;

namespace Briefings.Pages;

/// <summary>Finds the element that holds the article by the points its paragraphs give.</summary>
sealed class ContentScores
{
    const int ShortestParagraph = 25;
    const int Levels = 5;
    const int TopCandidates = 5;
    const int AncestorsOfSeveral = 3;

    readonly Dictionary<IElement, double> _points = [];
    readonly Dictionary<IElement, Measure> _measures;
    readonly IElement _body;
    readonly bool _weights;

    ContentScores(IElement body, ContentRules rules) => (_body, _weights, _measures) = (body, rules.HasFlag(ContentRules.Weights), Measures.Of(body));

    /// <returns>The article's element with those beside it that go on in the same way; <c>null</c> when there are no words.</returns>
    public static IElement? Choose(IElement body, ContentRules rules)
    {
        var scores = new ContentScores(body, rules);
        scores.Score();
        return scores._measures[body].Characters == 0 ? null : scores.WithSiblings(scores.Top());
    }

    double Points(IElement element) => _points.GetValueOrDefault(element);

    Measure Of(IElement element) => _measures.TryGetValue(element, out var measure) ? measure : new Measure();

    void Score()
    {
        foreach (var element in _body.QuerySelectorAll("p, td, pre, section, h2, h3, h4, h5, h6, li"))
        {
            var measure = Of(element);
            if (measure.Characters < ShortestParagraph || (element.LocalName is "li" && measure.Paragraphs > 0))
                continue;
            var points = 1 + measure.Commas + 1 + Math.Min(measure.Characters / 100, 3);
            var level = 0;
            for (var ancestor = element.ParentElement; ancestor is not null && level < Levels; ancestor = ancestor.ParentElement, level++)
            {
                if (!_points.ContainsKey(ancestor))
                    _points[ancestor] = ElementSigns.TagPoints(ancestor) + (_weights ? ElementSigns.Weight(ancestor) : 0);
                _points[ancestor] += points / (level switch { 0 => 1.0, 1 => 2.0, _ => level * 3.0 });
                if (ancestor == _body)
                    break;
            }
        }

        foreach (var element in _points.Keys.ToList())
            _points[element] *= 1 - Of(element).LinkDensity;
    }

    IElement Top()
    {
        var best = _points.OrderByDescending(candidate => candidate.Value).Take(TopCandidates).Select(candidate => candidate.Key).ToList();
        if (best.Count == 0)
            return _body;
        var top = Shared(best);
        var last = Points(top);
        var threshold = last / 3;
        for (var parent = top.ParentElement; parent is not null && parent != _body; parent = parent.ParentElement)
        {
            if (!_points.TryGetValue(parent, out var points))
                continue;
            if (points < threshold)
                break;
            if (points > last)
            {
                top = parent;
                break;
            }

            last = points;
        }

        while (top != _body && top.ParentElement is { } holder && holder != _body && holder.Children.Length == 1)
            top = holder;
        return top;
    }

    // When several candidates are nearly as good, the article is what holds them.
    IElement Shared(List<IElement> best)
    {
        var top = best[0];
        var near = best.Skip(1).Where(candidate => Points(candidate) >= Points(top) * 0.75).ToList();
        if (near.Count < AncestorsOfSeveral)
            return top;
        for (var parent = top.ParentElement; parent is not null && parent != _body; parent = parent.ParentElement)
        {
            if (near.Count(candidate => parent.Contains(candidate)) >= AncestorsOfSeveral)
                return parent;
        }

        return top;
    }

    IElement? WithSiblings(IElement top)
    {
        if (_body.Owner?.CreateElement("div") is not { } article)
            return null;
        if (top == _body || top.ParentElement is not { } parent)
        {
            foreach (var child in top.ChildNodes.ToList())
                article.AppendChild(child);
            return article;
        }

        var threshold = Math.Max(10, Points(top) * 0.2);
        foreach (var sibling in parent.Children.Where(sibling => sibling == top || GoesOn(sibling, top, threshold)).ToList())
            article.AppendChild(sibling);
        return article;
    }

    bool GoesOn(IElement sibling, IElement top, double threshold)
    {
        var bonus = sibling.ClassName is { Length: > 0 } name && name == top.ClassName ? Points(top) * 0.2 : 0;
        if (_points.TryGetValue(sibling, out var points) && points + bonus >= threshold)
            return true;
        if (sibling.LocalName is not "p")
            return false;
        var measure = Of(sibling);
        return measure.Characters > 80
            ? measure.LinkDensity < 0.25
            : measure.Characters > 0 && measure.LinkCharacters == 0 && sibling.TextContent.TrimEnd().EndsWith('.');
    }
}
