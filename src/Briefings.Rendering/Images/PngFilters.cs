namespace Briefings.Rendering.Images;

/// <summary>Undoes the prediction of each PNG row from its neighbours (ISO/IEC 15948, clause 9).</summary>
static class PngFilters
{
    /// <param name="filtered">For each row a filter number and its bytes.</param>
    /// <param name="pixelBytes">Of one whole pixel, at least 1.</param>
    /// <returns>The rows without filter numbers.</returns>
    /// <exception cref="InvalidDataException">A filter is unknown.</exception>
    public static byte[] Undo(byte[] filtered, int rowBytes, int height, int pixelBytes)
    {
        var rows = new byte[rowBytes * height];
        for (var y = 0; y < height; y++)
        {
            var source = filtered.AsSpan(y * (rowBytes + 1), rowBytes + 1);
            var row = rows.AsSpan(y * rowBytes, rowBytes);
            ReadOnlySpan<byte> above = y > 0 ? rows.AsSpan((y - 1) * rowBytes, rowBytes) : [];
            for (var x = 0; x < rowBytes; x++)
            {
                var left = x >= pixelBytes ? row[x - pixelBytes] : 0;
                var up = above.IsEmpty ? 0 : above[x];
                var upLeft = x >= pixelBytes && !above.IsEmpty ? above[x - pixelBytes] : 0;
                row[x] = (byte)(source[x + 1] + Predicted(source[0], left, up, upLeft));
            }
        }

        return rows;
    }

    static int Predicted(byte filter, int left, int up, int upLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => up,
        3 => (left + up) / 2,
        4 => Paeth(left, up, upLeft),
        _ => throw new InvalidDataException($"Expected a PNG filter from 0 to 4, found {filter}."),
    };

    static int Paeth(int left, int up, int upLeft)
    {
        var estimate = left + up - upLeft;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - upLeft));
        return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }
}
