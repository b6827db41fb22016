using System.Text;
using System.Text.Json.Nodes;
using Briefings.EventStore;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class EventCatalogTests
{
    sealed record Nameless(string Text) : IEvent;

    [EventType("noted")]
    sealed record AlsoNoted(string Text) : IEvent;

    [EventType("measured", 3)]
    sealed record Measured(int Metres, string Unit) : IEvent;

    sealed class Upcaster(int from, Func<JsonObject, JsonObject> upcast) : IUpcaster
    {
        public string EventType => "measured";

        public int FromVersion => from;

        public JsonObject Upcast(JsonObject body) => upcast(body);
    }

    static readonly Upcaster FromFeet = new(1, body => new() { ["metres"] = (int)body["feet"]! / 3 });

    static readonly Upcaster AddUnit = new(2, body => new() { ["metres"] = (int)body["metres"]!, ["unit"] = "m" });

    [Fact]
    public void A_nameless_event_is_refused_by_its_type()
    {
        var refused = Assert.Throws<EventCatalogException>(() => EventCatalog.Of(Sample.Json, [typeof(Nameless)]));
        Assert.Contains(nameof(Nameless), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_claimed_twice_is_refused_by_both_types()
    {
        var refused = Assert.Throws<EventCatalogException>(() => EventCatalog.Of(Sample.Json, [typeof(Noted), typeof(AlsoNoted)]));
        Assert.Contains("Tests.EventStore.Noted", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(AlsoNoted), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_finds_every_event_of_an_assembly()
    {
        var refused = Assert.Throws<EventCatalogException>(() => EventCatalog.Scan(Sample.Json, [typeof(EventCatalogTests).Assembly]));
        Assert.NotEmpty(refused.Message);
        Assert.Equal(["EventRedacted v1"], EventCatalog.Scan(Sample.Json, [typeof(EventLog).Assembly]).Types.Select(t => t.ToString()));
    }

    [Fact]
    public void A_version_without_an_upcaster_is_refused()
    {
        var refused = Assert.Throws<EventCatalogException>(() => EventCatalog.Of(Sample.Json, [typeof(Measured)], [FromFeet]));
        Assert.Contains("no upcaster from v2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_body_passes_through_every_upcaster()
    {
        var catalog = EventCatalog.Of(Sample.Json, [typeof(Measured)], [AddUnit, FromFeet]);
        Assert.Equal(new Measured(3, "m"), catalog.Read("measured", 1, """{"feet":9}"""u8));
        Assert.Equal(new Measured(4, "m"), catalog.Read("measured", 2, """{"metres":4}"""u8));
        Assert.Equal(new Measured(5, "cm"), catalog.Read("measured", 3, """{"metres":5,"unit":"cm"}"""u8));
    }

    [Fact]
    public void A_type_or_version_of_a_newer_program_is_said_to_be_unknown()
    {
        var catalog = EventCatalog.Of(Sample.Json, [typeof(Noted)]);
        Assert.Equal("Expected an event type of this program, found noted v2.", Assert.Throws<UnknownEventTypeException>(() => catalog.Read("noted", 2, "{}"u8)).Message);
        Assert.Throws<UnknownEventTypeException>(() => catalog.Read("other", 1, "{}"u8));
    }

    [Fact]
    public void A_written_body_is_read_as_it_was()
    {
        var catalog = EventCatalog.Of(Sample.Json, [typeof(Noted)]);
        Assert.Equal("""{"text":"a","amount":2}""", Encoding.UTF8.GetString(catalog.Write(new Noted("a", 2))));
        Assert.Equal(new Noted("a", 2), catalog.Read("noted", 1, catalog.Write(new Noted("a", 2))));
    }
}
