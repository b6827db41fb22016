using Briefings.Extraction;
using Briefings.Profiles;
using Briefings.Rendering;

namespace Briefings.Editions;

/// <summary>What every part of an edition is written with: its input, its words, its citations and the lines they make.</summary>
sealed class Manuscript
{
    /// <summary>From which on the confidence of a reading is called high.</summary>
    public const double HighConfidence = 0.8;

    readonly Phrasing phrasing;
    readonly Dictionary<Guid, Telling> tellings = [];
    readonly SortedSet<string> likelihoods = new(StringComparer.Ordinal);

    public Manuscript(EditionInput input, FrameSet frames)
    {
        (Input, Frames, phrasing) = (input, frames, new Phrasing(frames));
        Wording = new Wording(input.Profile.Language);
        Citations = new Citations(input, Wording);
        Watch = new WatchList(input.Profile.Watch, Wording);
        Lengths = input.Profile.Length ?? Lengths.Standard;
    }

    public EditionInput Input { get; }

    public FrameSet Frames { get; }

    public Wording Wording { get; }

    public Citations Citations { get; }

    public WatchList Watch { get; }

    public Lengths Lengths { get; }

    /// <summary>Words for likelihood that stand in the lines so far, with their groups, as <c>group|word</c>.</summary>
    public IEnumerable<string> Likelihoods => likelihoods;

    /// <summary>The development as a sentence.</summary>
    public string Sentence(DevelopmentView development) => Telling(development).Text;

    public Telling Telling(DevelopmentView development)
    {
        if (!tellings.TryGetValue(development.Best.EventId, out var telling))
        {
            tellings[development.Best.EventId] = telling = Editions.Telling.Of(phrasing.Sentence(development.Reported), development.Reported.Evidence.Quote, Wording);
        }

        return telling;
    }

    /// <summary>How far the sentence goes: what it tells on somebody's word is a claim, whatever the event says.</summary>
    public Standing Standing(DevelopmentView development) =>
        development.Standing == Rendering.Standing.Reported && Telling(development).IsSaid ? Rendering.Standing.Claimed : development.Standing;

    /// <summary>Whether it is told beside what is reported, rather than under claims and projections.</summary>
    public bool IsToldAsReported(DevelopmentView development) =>
        Standing(development) is Rendering.Standing.Reported or Rendering.Standing.Planned or Rendering.Standing.Proposed or Rendering.Standing.Threatened;

    /// <summary>The sentence with its citations and all that is to be known beside it. Its quotes are numbered: only a line that is printed may be made.</summary>
    public CitedLine Line(DevelopmentView development)
    {
        var (numbers, further) = Citations.For(development.Reports.OrderBy(r => r == development.Best ? 0 : 1).ThenBy(r => r.Position));
        var differing = Differences.Subjects(development, Wording);
        var likelihood = LikelihoodWords.Of(development.Reported);
        if (likelihood is var (word, group))
        {
            likelihoods.Add($"{group}|{word}");
        }

        return new CitedLine(Sentence(development), numbers, Standing(development))
        {
            Language = Citations.ForeignLanguageOf(development.Best.Article),
            Note = differing.Count == 0 ? "" : Wording.Text("note.differ", Wording.Join(differing)),
            Likelihood = likelihood?.Word ?? "",
            Further = further,
            Events = [.. development.Reports.Select(r => r.EventId)],
        };
    }

    /// <summary>How surely the best report of a development was read, in a word of the legend.</summary>
    public string Confidence(DevelopmentView development) => Wording.Text("confidence." + ConfidenceLevel(development.Reported.Confidence));

    static string ConfidenceLevel(double confidence) => confidence switch
    {
        >= HighConfidence => "high",
        >= 0.6 => "moderate",
        _ => "low",
    };

    /// <summary>When a development is due; empty unless its own date is known and lies ahead.</summary>
    public string Due(DevelopmentView development) =>
        development.HasOwnDate(Frames) && development.Reported.When is { Start: { } start, Precision: not DatePrecision.Unknown } when && start >= Input.Day ? Wording.When(when) : "";

    /// <summary>Developments that can be told, of which none says nearly the same as one before it.</summary>
    public IEnumerable<DevelopmentView> Distinct(IEnumerable<DevelopmentView> developments)
    {
        var told = new List<HashSet<string>>();
        foreach (var development in developments.Where(d => Telling(d).Form != TellingForm.Fragment))
        {
            var words = Alike.Words(Sentence(development));
            if (!told.Exists(t => Alike.IsSame(t, words)))
            {
                told.Add(words);
                yield return development;
            }
        }
    }
}
