using Briefings.Extraction;
using Briefings.NewsEvents;

namespace Briefings.Benchmarks;

/// <summary>Sentences a second from raw text, on one core, against splitting the same text into words.</summary>
static class ExtractBenchmark
{
    static readonly string[] Sentences =
    [
        "Foreign ministers of the two countries met in Vienna on Monday to discuss the ceasefire.",
        "President Ana Sosa criticised the strikes on alleged smuggling boats and called for an inquiry.",
        "Police arrested 14 dock workers after the march, the interior ministry said.",
        "The weather in the valley stayed dry for most of the week.",
        "Talks on the water treaty, which had been suspended in November, are to resume next month.",
        "A spokesman denied that the government plans to send soldiers to the border.",
    ];

    public static async Task<IReadOnlyList<Measured>> Run(bool small)
    {
        var (rounds, articles) = small ? (1, 5) : (5, 300);
        const int PerArticle = 18;
        var text = string.Join(' ', Enumerable.Range(0, PerArticle).Select(i => Sentences[i % Sentences.Length]));
        var extractor = new Extractor(NewsEventCatalog.Load().Frames);
        return
        [
            await Measured.Rate(
                "extract from raw text, one core",
                "sentences/s",
                rounds,
                articles * PerArticle,
                _ =>
                {
                    for (var i = 0; i < articles; i++)
                    {
                        extractor.Extract(new ArticleText("article", text, new DateOnly(2026, 2, 2)));
                    }

                    return Task.CompletedTask;
                },
                _ =>
                {
                    for (var i = 0; i < articles; i++)
                    {
                        GC.KeepAlive(text.Split(' ').GroupBy(w => w, StringComparer.Ordinal).Count());
                    }

                    return Task.CompletedTask;
                },
                "word counts of the same text"),
        ];
    }
}
