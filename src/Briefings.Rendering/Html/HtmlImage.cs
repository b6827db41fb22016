using Briefings.Rendering.Images;

namespace Briefings.Rendering.Html;

/// <summary>Images inside the page.</summary>
static class HtmlImage
{
    /// <summary>A data address; <c>null</c> for a file that is no PNG or JPEG image, whatever it says it is.</summary>
    public static string? Address(Logo logo)
    {
        try
        {
            var mediaType = RasterImage.Decode(logo).IsJpeg ? "image/jpeg" : "image/png";
            return $"data:{mediaType};base64,{Convert.ToBase64String(logo.Bytes)}";
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
