using System.Collections.Frozen;

namespace Briefings.Rendering;

/// <summary>The renderers by format.</summary>
public sealed class Renderers
{
    readonly FrozenDictionary<string, IBriefingRenderer> byFormat;

    /// <exception cref="DuplicateFormatException">Two renderers have one format.</exception>
    public Renderers(IEnumerable<IBriefingRenderer> renderers)
    {
        var found = new Dictionary<string, IBriefingRenderer>(StringComparer.OrdinalIgnoreCase);
        foreach (var renderer in renderers)
        {
            if (!found.TryAdd(renderer.Format, renderer))
            {
                throw new DuplicateFormatException(renderer.Format, found[renderer.Format], renderer);
            }
        }

        byFormat = found.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>PDF, HTML, Markdown and JSON.</summary>
    /// <param name="warn">See <see cref="PdfRenderer"/>.</param>
    public static Renderers Default(Action<string>? warn = null) =>
        new([new PdfRenderer(warn), new HtmlRenderer(), new MarkdownRenderer(), new JsonRenderer()]);

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Formats => [.. byFormat.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The renderer of a format, <c>null</c> when there is none.</summary>
    public IBriefingRenderer? Find(string format) => byFormat.GetValueOrDefault(format);
}

/// <summary>Two renderers claim one format.</summary>
public sealed class DuplicateFormatException(string format, IBriefingRenderer first, IBriefingRenderer second)
    : Exception($"Expected one renderer for format \"{format}\", found {first.GetType().Name} and {second.GetType().Name}.")
{
    public string Format => format;
}
