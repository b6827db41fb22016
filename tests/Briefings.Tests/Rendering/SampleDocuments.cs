using System.Globalization;
using Briefings.Rendering;

namespace Briefings.Tests.Rendering;

/// <summary>Documents to render: a rich one, a small one, an empty one, a hostile one, and one of any length.</summary>
static class SampleDocuments
{
    public static BriefingDocument Empty => new()
    {
        Title = "Daily briefing",
        Profile = "Andean desk",
        Language = "en",
        Day = new DateOnly(2026, 2, 2),
        DayText = "Monday, 2 February 2026",
        Issue = 1,
        Period = "1 February 2026, 06:00 to 2 February 2026, 06:00 (Bogotá)",
        CutOff = "2 February 2026, 06:00, log position 118",
        Handling = "TLP:CLEAR",
        Gaps = ["2 of 14 sources gave no answer: Radio del Sur, Diario Norte."],
        Provenance = [new("Log position", "118"), new("Hash-chain head", Hash)],
    };

    public static BriefingDocument Tiny => Empty with
    {
        KeyDevelopments = [new(Fact("The two presidents meet at the White House on Tuesday, 3 February 2026.", 1, 2), "story-1", "2 independent sources")],
        Stories =
        [
            new StorySection
            {
                Anchor = "story-1",
                Title = "Petro and Trump meet in Washington",
                Status = "NEW",
                Reason = "Watched actor: Colombia",
                IndependentSources = 2,
                Outlets = 2,
                Lead = new CitedLine("The two presidents are to meet at the White House on Tuesday, 3 February 2026.", [1, 2], Standing.Planned),
            },
        ],
        Sources =
        [
            new("El Observador", "Petro heads to Washington", "2 February 2026", "https://news.example.org/petro", "", [new(1, "They meet at the White House on Tuesday.")]),
            new("The Harbour Post", "Talks set for Tuesday", "2 February 2026", null, "", [new(2, "The meeting is set for Tuesday.")]),
        ],
    };

    /// <summary>Eight by eight pixels.</summary>
    static byte[] LogoPng => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAGElEQVR42mOQtorBihioKNElr40VUVECAClWMKGWqyT+AAAAAElFTkSuQmCC");

    public const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    /// <summary>Every section filled, in the scripts a desk meets.</summary>
    public static BriefingDocument Rich => Empty with
    {
        Issue = 203,
        Handling = "TLP:AMBER",
        NextIssue = "Tuesday, 3 February 2026, 06:30 (America/Bogota)",
        Previous = new EditionLink("andean-desk-2026-02-01", "No. 202, 1 February 2026"),
        Coverage = "14 articles of 9 outlets in 4 stories and 3 briefs",
        Hyphenation = "en",
        Brand = new Brand("#1b3a5c", "#8a1f2b", new Logo("image/png", LogoPng, 8, 8, "Andean desk")),
        Sections =
        [
            BriefingSection.KeyDevelopments, BriefingSection.Changes, BriefingSection.InBrief, BriefingSection.Stories, BriefingSection.Calendar, BriefingSection.Relations,
            BriefingSection.Corrections, BriefingSection.Sources, BriefingSection.Method, BriefingSection.Gaps, BriefingSection.Provenance,
        ],
        ChangesSince = "Since no. 202 of 1 February 2026 (log position 1,004)",
        KeyDevelopments = RichKeyDevelopments,
        Changes = RichChanges,
        Stories = [Meeting, Migration, Grid, Shipping],
        InBrief =
        [
            new("Peru", Fact("Congress set the date of the confidence vote for 30 July 2026.", 3), "brief-peru", "1 report"),
            new("", new("The naval mission may publish a second notice.", [9], Standing.Projected) { Likelihood = "may" }, "brief-mission", "1 report"),
            new("Colombia", new("El puente Simón Bolívar se abrirá también de noche.", [6], Standing.Planned) { Language = "es" }, "brief-bridge", "Watched: Colombia"),
        ],
        Relations = RichRelations,
        Calendar =
        [
            new(new DateOnly(2026, 2, 3), "Tuesday, 3 February 2026", new("Petro and Trump meet at the White House.", [1, 2], Standing.Planned), "petro-trump"),
            new(new DateOnly(2026, 2, 6), "Friday, 6 February 2026", new("Monthly flow monitoring of the International Organization for Migration.", [6], Standing.Planned), "migration"),
            new(new DateOnly(2026, 2, 11), "Wednesday, 11 February 2026, 09:00 UTC", new("Rate decision of the central bank.", [3], Standing.Planned), "petro-trump"),
        ],
        Corrections = RichCorrections,
        Sources = RichSources,
        FurtherSources =
        [
            new("Radio Andina", "Trump y Petro se ven el martes", "2 February 2026", "https://andina.example.org/petro", [1, 2]) { Article = "article-21" },
            new("Outlet not named (wire.txt)", "", "date unknown", null, [1]) { Article = "article-22" },
        ],
        Legend = RichLegend,
        Method =
        [
            "Articles were read by rules, without a language model. Every sentence above rests on the quoted sentences of the articles named in the appendix; “alleged” and “denied” are kept as the articles have them. Sources that repeat one another count as one.",
            "Dates are as the articles give them. “Tuesday” was resolved from the day of publication, and the resolved date is printed.",
        ],
        Gaps =
        [
            "2 of 14 sources gave no answer: Radio del Sur, Diario Norte.",
            "3 articles carry no date; what they report is marked “date unknown”.",
        ],
        Provenance =
        [
            new("Log position", "1,118"),
            new("Hash-chain head", Hash),
            new("Content digest", "sha256:" + Hash),
            new("Renderer", "briefings-pdf/1"),
        ],
    };

    static IReadOnlyList<Change> RichChanges =>
    [
        new(ChangeKind.New, "Insurers widen the listed area; premiums up by a quarter", "shipping") { Rule = "first reported since then", Citations = [10] },
        new(ChangeKind.Up, "Arrivals at the Simón Bolívar bridge 27% above the 30-day average", "migration") { Rule = "2 independent sources after 1", Citations = [6] },
        new(ChangeKind.Down, "Rolling outages now in three districts of Київ, after seven", "kyiv-grid") { Rule = "3 reports after 9", Citations = [7, 8] },
        new(ChangeKind.Continuing, "Preparations for the meeting in Washington", "petro-trump") { Rule = "reported again, nothing new", Citations = [1, 2] },
        new(ChangeKind.Corrected, "Yesterday’s figure of 240,000 customers is corrected to 212,000", "kyiv-grid") { Rule = "the article was corrected", Citations = [7] },
        new(ChangeKind.Resolved, "The ferry strike at Piraeus (Πειραιάς) ended", "") { Rule = "what was planned has been reported to have happened" },
    ];

    static IReadOnlyList<RelationSeries> RichRelations =>
    [
        new("Colombia – United States", [.. Enumerable.Range(0, 14).Select(i => new RelationDay(new DateOnly(2026, 1, 20).AddDays(i), Invariant($"{new DateOnly(2026, 1, 20).AddDays(i):d MMM}"), i % 4 == 3 ? null : Math.Round((5 * Math.Sin(i / 2.0)) - 1, 1), i % 4 == 3 ? 0 : 1 + (i % 5)))],
            "From 20 January to 2 February 2026 the log holds 29 events between Colombia and the United States on 11 of 14 days. The lowest daily mean is −6 on 29 January, the highest 4 on 23 January; the last is 0.1 on 2 February 2026.")
        {
            Note = "Mean Goldstein value of the day’s events, −10 (conflict) to +10 (cooperation); the number of events stands below each day.",
        },
        new("Colombia – Venezuela", [new(new DateOnly(2026, 2, 2), "2 Feb", -5, 1)], "One event between Colombia and Venezuela on 2 February 2026: −5."),
    ];

    static IReadOnlyList<LegendTerm> RichLegend =>
    [
        new(LegendKind.Standing, "Claim", "somebody named says so, or the source calls it alleged; not told as fact"),
        new(LegendKind.Standing, "Planned", "announced or decided, not yet done"),
        new(LegendKind.Standing, "Projection", "a source expects it or calls it possible"),
        new(LegendKind.Standing, "Denied", "somebody says that it is not so"),
        new(LegendKind.Likelihood, "likely", "the source’s word; 55–80% on the scale of ICD 203, the source gives no number"),
        new(LegendKind.Likelihood, "may", "the source calls it possible; no likelihood is stated"),
        new(LegendKind.Confidence, "high", "the rule that read the sentence is right in at least 8 of 10 cases; this is no likelihood of the event"),
        new(LegendKind.Change, "Up", "more independent sources than in the edition before"),
    ];

    static IReadOnlyList<KeyDevelopment> RichKeyDevelopments =>
    [
        new(new("Presidents Petro and Trump meet at the White House on Tuesday, 3 February 2026, their first meeting in person.", [1, 2], Standing.Planned) { Note = "sources differ on the date", Confidence = "high", Further = 3, Due = "3 February 2026" }, "petro-trump", "5 independent sources, watched actors"),
        new(Fact("Grid operators restored power to about 85% of the customers in Київ by 16:00 local time.", 7, 8), "kyiv-grid", "3 independent sources"),
        new(new("The insurer says that premiums on the eastern approach are likely to rise by a quarter.", [10], Standing.Projected) { Likelihood = "likely", Confidence = "moderate" }, "shipping", "1 independent source, high intensity"),
        new(new("The ministry denies that flights depend on guarantees.", [5], Standing.Denied), "migration", "Contradiction between sources"),
    ];

    static IReadOnlyList<CorrectionNote> RichCorrections =>
    [
        new("Суспільне", "The number of customers without power was lowered by the operator.", "240,000 customers were without power at 06:00.", "212,000 customers were without power at 06:00.", ["1 February 2026 (no. 202)"], [7]) { OldSpan = new QuoteSpan("article-7", 1, 0, 41), NewSpan = new QuoteSpan("article-7", 2, 0, 41) },
        new("Diario Norte", "The article was withdrawn by its publisher.", "A second site was hit.", null, ["31 January 2026 (no. 201)", "1 February 2026 (no. 202)"], []),
    ];

    static StorySection Meeting => new()
    {
        Anchor = "petro-trump",
        Title = "Petro and Trump meet in Washington after months of angry words",
        TitleStanding = Standing.Planned,
        Kicker = "Colombia, United States",
        WhyItMatters = "Next dated step: 3 February 2026. The sharpest event is a threat of military action (−7 on Goldstein’s scale).",
        Since = "1 February 2026",
        Status = "UPDATED",
        Reason = "Watched actors: Colombia, United States",
        IndependentSources = 4,
        Outlets = 6,
        Lead = new CitedLine("Presidents Gustavo Petro and Donald Trump are to meet at the White House on Tuesday, 3 February 2026, for the first time in person.", [1, 2], Standing.Planned),
        Developments =
        [
            Fact("Petro criticized the strikes of the United States on alleged drug boats and its immigration policy.", 1, 2),
            Fact("Senator Rand Paul helped the two leaders to communicate, according to El Observador.", 1),
            Fact("Petro halted the sharing of intelligence in November 2025; the armed forces of both countries and the drug agency go on working together.", 1, 2, 3),
            new("Foreign Minister Rosa Yolanda Villavicencio says the talks will turn on security along the border with Venezuela.", [1, 2], Standing.Claimed),
            Fact("The National Liberation Army (ELN) is active along the border of 2,219 km, in trafficking and extortion.", 1, 4),
        ],
        Claims =
        [
            new("Trump says that Petro’s government does not do enough against the flow of cocaine.", [1, 2], Standing.Claimed),
            new("Petro believes there is a real threat of military action against Colombia.", [2], Standing.Claimed),
            new("Experts expect the meeting to help Senator Iván Cepeda, whatever its outcome.", [2], Standing.Projected),
        ],
        Differences =
        [
            new("Where the intelligence cooperation stands",
            [
                new("El Observador", "Halted in November 2025", "the temporary halt of intelligence sharing by Petro in November", 1) { Published = "2 February 2026" },
                new("The Harbour Post", "Continues", "mutual cooperation continues between US and Colombian military forces as well as between the US Drug Enforcement Administration and Colombian authorities", 2),
            ]),
        ],
        Timeline =
        [
            new("November 2025", "2 February 2026", Fact("Petro halts the sharing of intelligence for a time.", 1)) { From = new DateOnly(2025, 11, 1), To = new DateOnly(2025, 11, 30), LearnedOn = new DateOnly(2026, 2, 2) },
            new("3 January 2026", "2 February 2026", Fact("United States forces seize President Nicolás Maduro of Venezuela.", 1, 2)) { From = new DateOnly(2026, 1, 3), To = new DateOnly(2026, 1, 3), LearnedOn = new DateOnly(2026, 2, 2) },
            new("January 2026", "2 February 2026", Fact("The two presidents speak by telephone; the tone is cordial.", 1, 2)) { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 1, 31), LearnedOn = new DateOnly(2026, 2, 2) },
            new("date unknown", "2 February 2026", Fact("Petro compares immigration agents to “Nazi brigades” in an interview.", 1, 2)) { LearnedOn = new DateOnly(2026, 2, 2) },
            new("3 February 2026", "1 February 2026", new("They meet at the White House.", [1, 2], Standing.Planned)) { From = new DateOnly(2026, 2, 3), To = new DateOnly(2026, 2, 3), LearnedOn = new DateOnly(2026, 2, 1) },
        ],
        Actors =
        [
            new("Gustavo Petro", "President, Colombia", "Goes to Washington; says a threat of military action is real", [1, 2]) { Change = "more cooperative (−2 to +4)", ChangeKind = ChangeKind.Up },
            new("Donald Trump", "President, United States", "Has said that a military operation in Colombia “sounds good”", [1, 2]) { Change = "same", ChangeKind = ChangeKind.Continuing, Standing = Standing.Claimed },
            new("Rosa Yolanda Villavicencio", "Foreign Minister, Colombia", "Wants talks on security along the border with Venezuela", [1, 2]) { Change = "new", ChangeKind = ChangeKind.New, Standing = Standing.Claimed },
            new("Rand Paul", "Senator, United States", "Helped the two leaders to communicate", [1]),
        ],
        Watch =
        [
            new("The outcome of the meeting on 3 February 2026.", [1, 2], Standing.Planned) { Due = "3 February 2026" },
            new("Whether strikes reach targets on land, as announced.", [2], Standing.Projected),
        ],
    };

    static StorySection Migration => new()
    {
        Anchor = "migration",
        Title = "Talks on migration resume after a pause of two weeks",
        Status = "CONTINUING",
        Reason = "Watched country: Venezuela",
        IndependentSources = 2,
        Outlets = 4,
        Lead = Fact("Delegations met in Bridgetown and agreed on a technical calendar; there is no agreement on flights.", 5, 6),
        Developments =
        [
            Fact("Shelters on the Colombian side of the Simón Bolívar bridge reported 1,240 arrivals on 31 January 2026, against 980 on average over 30 days.", 6),
            new("The ministry denied that flights “depend on reciprocal guarantees”.", [5], Standing.Denied),
            Fact("Arabic-language statements (قالت السلطات في بيان رسمي 2026 إن الميناء مفتوح) confirm one incident and do not mention the second.", 9),
        ],
        Differences =
        [
            new("Arrivals on 31 January",
            [
                new("El Espectador", "1,240", "1.240 personas llegaron el 31 de enero", 6) { Language = "es", Published = "1 February 2026" },
                new("Efecto Cocuyo", "“over 1,500”", "más de 1.500 personas cruzaron el puente", 5),
            ]),
        ],
        Watch = [new("Monthly flow monitoring on Friday, 6 February 2026.", [6], Standing.Planned)],
    };

    static StorySection Grid => new()
    {
        Anchor = "kyiv-grid",
        Title = "Repairs restore most of the supply in Київ after the night strike",
        Status = "CORRECTED",
        Reason = "Five or more reports in a day",
        IndependentSources = 3,
        Outlets = 3,
        Lead = Fact("Operators restored power to about 85% of the customers by 16:00 local time; two substations remain out.", 7, 8),
        Developments =
        [
            Fact("The operator reported 212,000 customers without power at 06:00 and 31,000 at 16:00.", 7, 8),
            Fact("The city administration said that water pressure was normal in all districts by noon.", 8),
            Fact("Đorđe Šarčević of the repair team (Čačak, Niš) and colleagues from Ελλάδα arrived on 1 February 2026; a first office opened in תל אביב and in 北京.", 8),
        ],
        Timeline =
        [
            new("1 February 2026, 02:10", "1 February 2026", Fact("The strike hits a transformer hall.", 7)),
            new("1 February 2026, 16:00", "1 February 2026", Fact("Power is back for most customers.", 7, 8)),
        ],
    };

    static StorySection Shipping => new()
    {
        Anchor = "shipping",
        Title = "Insurers widen the listed area after two incidents",
        Status = "NEW",
        Reason = "High intensity",
        IndependentSources = 1,
        Outlets = 2,
        Lead = Fact("Underwriters extended the listed area by about 60 nautical miles.", 10),
        Developments =
        [
            Fact("Two insurers quoted 0.125% of hull value, from 0.10% last week.", 10),
            Fact("The naval mission published a notice that names no one responsible.", 9, 10),
        ],
        Claims = [new("The insurer says that premiums on the eastern approach will rise by a quarter.", [10], Standing.Projected)],
        Actors = [new("Port authority", "Agency, Egypt", "Confirms one incident and does not mention the second", [9])],
    };

    static IReadOnlyList<Source> RichSources =>
    [
        new("El Observador", "Petro heads to Washington for a high-stakes trip", "2 February 2026", "https://news.example.org/2026/02/02/petro-heads-to-washington-for-a-high-stakes-trip", "",
        [
            new(1, "Venezuela, drug trafficking, oil, security, and strikes on alleged drug vessels will be high on the agenda when they meet at the White House on Tuesday.") { Span = new QuoteSpan("article-1", 1, 0, 148) },
            new(3, "Negotiations also come following accusations, exemplified by the temporary halt of intelligence sharing by Petro in November."),
        ]),
        new("The Harbour Post", "First meeting in person", "2 February 2026", "https://harbour.example.net/articles/8841", "corrected 2 February 2026",
        [
            new(2, "Though tensions remain, mutual cooperation continues between US and Colombian military forces as well as between the US Drug Enforcement Administration and Colombian authorities."),
            new(4, "Analysts indicate that illegal activities along the border complicate efforts for cooperation on security."),
        ]),
        new("Efecto Cocuyo", "Las delegaciones vuelven a hablar", "1 February 2026", "https://cocuyo.example.org/delegaciones", "", [new(5, "El ministerio negó que los vuelos «dependan de garantías recíprocas».")]) { Language = "es", LanguageText = "Spanish", Learned = "1 February 2026, 22:14 UTC", Article = "article-5" },
        new("El Espectador", "El puente, otra vez", "1 February 2026", "https://espectador.example.org/puente", "", [new(6, "1.240 personas llegaron el 31 de enero al lado colombiano del puente Simón Bolívar.")]),
        new("Суспільне", "У Києві відновлюють електропостачання", "1 February 2026", "https://suspilne.example.org/kyiv/4412", "corrected 2 February 2026", [new(7, "О 06:00 без світла залишалися 212 тисяч споживачів.")]),
        new("Kyiv Daily", "Power back for most of the city", "1 February 2026", "https://kyivdaily.example.org/power-back", "", [new(8, "By 16:00 about 85% of the customers had power again.")]),
        new("الشرق", "الميناء مفتوح", "date unknown", null, "", [new(9, "قالت السلطات في بيان رسمي إن الميناء مفتوح.")]) { Language = "ar", LanguageText = "Arabic", Learned = "2 February 2026, 04:02 UTC", Article = "article-9" },
        new("Lloyd’s Gazette", "Listed area extended", "2 February 2026", "https://gazette.example.com/listed-area?issue=2026-02-02&section=marine&article=00412", "", [new(10, "Two insurers quoted 0.125% of hull value, from 0.10% last week.")]),
    ];

    /// <summary>A briefing of many stories, about two pages each with their sources.</summary>
    public static BriefingDocument Long(int stories)
    {
        var sections = new List<StorySection>();
        var sources = new List<Source>();
        for (var i = 0; i < stories; i++)
        {
            var first = (2 * i) + 1;
            sections.Add(Meeting with
            {
                Anchor = Invariant($"story-{i + 1}"),
                Title = Invariant($"Story {i + 1}: the two governments agree on step {i + 1} of the calendar"),
                Lead = Fact(Invariant($"The delegations agreed on step {i + 1} on Tuesday, 3 February 2026."), first, first + 1),
                Developments = [.. Enumerable.Range(1, 8).Select(n => Fact(Invariant($"Delegate {n} of round {i + 1} said that the border of {n * 100} km would stay open for trade and for families."), first, first + 1))],
            });
            sources.Add(new(Invariant($"Outlet {i + 1}"), Invariant($"Round {i + 1} of the talks"), "2 February 2026", Invariant($"https://news.example.org/rounds/{i + 1}"), "",
            [
                new(first, Invariant($"The delegations agreed on step {i + 1} of the calendar on Tuesday.")),
                new(first + 1, Invariant($"The border would stay open after round {i + 1}, the delegates said.")),
            ]));
        }

        return Empty with { Stories = sections, Sources = sources };
    }

    /// <summary>One text in every place that takes one.</summary>
    public static BriefingDocument FilledWith(string text)
    {
        var line = new CitedLine(text, [1, 99, -3], Standing.Claimed) { Language = text, Note = text, Likelihood = text, Confidence = text, Due = text, Further = int.MaxValue, Events = [Guid.Empty] };
        var span = new QuoteSpan(text, int.MinValue, int.MinValue, int.MaxValue);
        return new BriefingDocument
        {
            Title = text,
            Profile = text,
            Language = text,
            Day = DateOnly.MaxValue,
            DayText = text,
            Issue = int.MaxValue,
            Period = text,
            CutOff = text,
            Handling = text,
            NextIssue = text,
            Previous = new EditionLink(text, text),
            Coverage = text,
            Hyphenation = text,
            NothingNew = text,
            Brand = new Brand(text, text, new Logo(text, [1, 2, 3], int.MaxValue, -1, text)),
            Sections = [BriefingSection.Stories, BriefingSection.Stories, BriefingSection.Changes, (BriefingSection)99],
            KeyDevelopments = [new(line, text, text)],
            Changes = [new(ChangeKind.Up, text, "a") { Rule = text, Citations = [1, 99, -3], Language = text }],
            ChangesSince = text,
            InBrief = [new(text, line, "a", text), new(text, line, text, text)],
            Relations = [new(text, [new(DateOnly.MinValue, text, 1e300, -1), new(DateOnly.MaxValue, text, -1e300, int.MaxValue), new(DateOnly.MaxValue, text, null, 0)], text) { Note = text }, new(text, [], text)],
            FurtherSources = [new(text, text, text, text, [1, 99, -3]) { Article = text }],
            Legend = [new(LegendKind.Likelihood, text, text), new(LegendKind.Change, text, text)],
            Stories =
            [
                new StorySection
                {
                    Anchor = "a",
                    Title = text,
                    TitleLanguage = text,
                    TitleStanding = Standing.Threatened,
                    Kicker = text,
                    WhyItMatters = text,
                    Since = text,
                    Status = text,
                    Reason = text,
                    IndependentSources = 0,
                    Outlets = int.MaxValue,
                    Lead = line,
                    Developments = [line, line],
                    Claims = [line],
                    Differences = [new(text, [new(text, text, text, 1) { Published = text, Language = text }, new(text, text, text, 2), new(text, text, text, 3)])],
                    Timeline = [new(text, text, line) { From = DateOnly.MinValue, To = DateOnly.MaxValue, LearnedOn = DateOnly.MinValue }],
                    Actors = [new(text, text, text, [1]) { Change = text, ChangeKind = ChangeKind.Down, Standing = Standing.Denied, Language = text }],
                    Watch = [line],
                },
            ],
            Calendar = [new(DateOnly.MinValue, text, line, text)],
            Corrections = [new(text, text, text, text, [text, text], [1]) { OldSpan = span, NewSpan = span, Language = text }],
            Sources = [new(text, text, text, text, text, [new(1, text) { Span = span }, new(1, text)]) { Language = text, LanguageText = text, Learned = text, Article = text }],
            Method = [text],
            Gaps = [text, text],
            Provenance = [new(text, text)],
        };
    }

    static CitedLine Fact(string text, params int[] citations) => new(text, citations, Standing.Reported);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
