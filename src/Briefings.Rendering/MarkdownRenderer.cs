using System.Text;
using Briefings.Rendering.Markdown;

namespace Briefings.Rendering;

/// <summary>The briefing as CommonMark with tables.</summary>
public sealed class MarkdownRenderer : IBriefingRenderer
{
    public string Format => "md";

    public string MediaType => "text/markdown; charset=utf-8";

    public string Version => "briefings-md/2";

    public byte[] Render(BriefingDocument document) => Encoding.UTF8.GetBytes(new MarkdownPage(document).ToString());
}
