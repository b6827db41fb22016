using System.Text;
using Briefings.Rendering.Html;

namespace Briefings.Rendering;

/// <summary>The briefing as one accessible HTML file: no script, nothing loaded, printable.</summary>
public sealed class HtmlRenderer : IBriefingRenderer
{
    public string Format => "html";

    public string MediaType => "text/html; charset=utf-8";

    public string Version => "briefings-html/2";

    public byte[] Render(BriefingDocument document) => Encoding.UTF8.GetBytes(new HtmlPage(document).ToString());
}
