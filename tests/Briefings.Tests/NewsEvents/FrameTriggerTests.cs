using Briefings.Extraction;
using Briefings.NewsEvents;
using Xunit;

namespace Briefings.Tests.NewsEvents;

public sealed class FrameTriggerTests
{
    /// <summary>Words that are nearly always a noun or adjective, whose verb the tagger would see too often.</summary>
    static readonly HashSet<string> Exceptions = new(StringComparer.Ordinal) { "amnesty", "be", "center", "centre", "have", "initial", "ready" };

    [Fact]
    public void Every_verb_that_triggers_a_frame_is_a_known_verb()
    {
        var unknown = NewsEventCatalog.Load().Frames.Frames
            .SelectMany(f => f.Patterns)
            .Where(p => p.Kind == TriggerKind.Verb)
            .SelectMany(p => p.Triggers)
            .Select(t => t.Split('_')[0])
            .Where(verb => !Exceptions.Contains(verb) && !VerbForms.TryGet(verb, out _, out _))
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(unknown);
    }
}
