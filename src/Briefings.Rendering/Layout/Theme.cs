using Briefings.Rendering.Fonts;
using Briefings.Rendering.Text;

namespace Briefings.Rendering.Layout;

/// <summary>Page measures in points, colours and text styles.</summary>
static class Theme
{
    public const double PageWidth = 595.28;
    public const double PageHeight = 841.89;
    public const double Margin = 54;
    public const double Top = 66;
    public const double Bottom = PageHeight - 64;
    public const double FullWidth = PageWidth - (2 * Margin);

    /// <summary>The column left of a story.</summary>
    public const double RailWidth = 104;
    public const double StoryLeft = RailWidth + 16;
    public const double StoryWidth = FullWidth - StoryLeft;

    public const double ColumnGap = 20;
    public const double ColumnWidth = (FullWidth - ColumnGap) / 2;

    public static readonly Colour Ink = Colour.Of(0x1B1B1B);
    public static readonly Colour Muted = Colour.Of(0x555B63);
    public static readonly Colour Navy = Colour.Of(0x12324F);
    public static readonly Colour Accent = Colour.Of(0x8C2A1C);
    public static readonly Colour Hairline = Colour.Of(0xC9CDD2);
    public static readonly Colour Tint = Colour.Of(0xF2F4F6);

    public static readonly TextStyle Title = new(Face.SerifBold, 27, Navy);
    public static readonly TextStyle Subtitle = new(Face.Sans, 11, Muted);
    public static readonly TextStyle SectionTitle = new(Face.SansBold, 13, Navy);
    public static readonly TextStyle StoryTitle = new(Face.SerifBold, 15.5, Navy);
    public static readonly TextStyle LongStoryTitle = StoryTitle with { Size = 13.5 };
    public static readonly TextStyle Label = new(Face.SansBold, 7.6, Navy);
    public static readonly TextStyle AccentLabel = Label with { Colour = Accent };
    public static readonly TextStyle Body = new(Face.Serif, 10, Ink);
    public static readonly TextStyle Lead = new(Face.SansSemiBold, 10.2, Ink);
    public static readonly TextStyle KeyLine = new(Face.Serif, 10.8, Ink);
    public static readonly TextStyle Claim = new(Face.SerifItalic, 10, Ink);
    public static readonly TextStyle Quote = new(Face.SerifItalic, 9.2, Ink);
    public static readonly TextStyle Small = new(Face.Sans, 8.8, Ink);
    public static readonly TextStyle SmallBold = new(Face.SansSemiBold, 8.8, Ink);
    public static readonly TextStyle Note = new(Face.Sans, 8, Muted);
    public static readonly TextStyle NoteBold = new(Face.SansSemiBold, 8, Navy);
    public static readonly TextStyle Place = new(Face.Sans, 6.6, Muted);
    public static readonly TextStyle Running = new(Face.Sans, 8, Muted);
    public static readonly TextStyle Handling = new(Face.SansBold, 12, Colour.Of(0xFFFFFF));

    /// <summary>The distance from one line to the next.</summary>
    public static double Leading(TextStyle style) => Math.Round(style.Size * LeadingOf(style.Face) * 10) / 10;

    static double LeadingOf(Face face) => face switch
    {
        Face.SerifBold => 1.2,
        Face.Serif or Face.SerifItalic => 1.38,
        _ => 1.33,
    };
}
