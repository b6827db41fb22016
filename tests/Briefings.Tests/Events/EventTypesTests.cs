using System.Text.Json.Nodes;
using Briefings.EventStore;
using Xunit;

namespace Briefings.Tests.Events;

/// <summary>Stored events outlive the program that wrote them: their names stay and their bodies stay readable.</summary>
public sealed class EventTypesTests
{
    public static TheoryData<string, int> EveryStoredType() =>
        [.. StoredEvents.Catalog.Types.Concat(StoredEvents.Sampled()).Distinct().Select(t => new TheoryDataRow<string, int>(t.Name, t.SchemaVersion))];

    [Fact]
    public void Every_event_type_and_version_is_approved()
    {
        var approved = StoredEvents.Approved();
        var missing = StoredEvents.Catalog.Types.Except(approved).ToList();
        if (StoredEvents.Approving && missing.Count > 0)
        {
            StoredEvents.Approve(approved.Concat(missing));
            return;
        }

        Assert.True(missing.Count == 0, $"Expected every event type to be approved, found {string.Join(", ", missing)} that logs would hold for ever. {StoredEvents.HowToApprove}");
    }

    [Fact]
    public void No_approved_event_type_is_gone()
    {
        var gone = StoredEvents.Approved().Where(t => !StoredEvents.Catalog.Knows(t)).ToList();
        Assert.True(gone.Count == 0, $"Expected the program to read {string.Join(", ", gone)}, which logs may hold. Bring the record back; only for a type that no release has written, delete its line and its sample by hand.");
    }

    [Theory]
    [MemberData(nameof(EveryStoredType))]
    public void Stored_body_is_read_and_written_again_with_the_same_meaning(string name, int version)
    {
        var type = new EventTypeName(name, version);
        if (StoredEvents.Sample(type) is not { } stored)
        {
            var made = SampleBodies.For(name);
            Assert.True(made is not null, $"Expected a body for {type}, found none: write one in tests/Briefings.Tests/Events/SampleBodies.cs.");
            Assert.True(StoredEvents.Approving, $"Expected a stored sample of {type}. {StoredEvents.HowToApprove}");
            StoredEvents.Store(type, made);
            return;
        }

        var read = StoredEvents.Catalog.Read(name, version, stored);
        var written = JsonNode.Parse(StoredEvents.Catalog.Write(read));
        var current = StoredEvents.Catalog.NameOf(read);
        if (current == type)
        {
            Assert.True(MeansTheSame(JsonNode.Parse(stored), written), $"Expected {type} to keep its meaning, found {written}");
        }
        else
        {
            var again = StoredEvents.Catalog.Read(name, current.SchemaVersion, StoredEvents.Catalog.Write(read));
            Assert.True(JsonNode.DeepEquals(written, JsonNode.Parse(StoredEvents.Catalog.Write(again))), $"Expected {type} to become a body of {current} for good.");
        }
    }

    [Fact]
    public void Every_approved_type_and_version_has_a_sample()
    {
        var missing = StoredEvents.Approved().Except(StoredEvents.Sampled()).ToList();
        Assert.True(StoredEvents.Approving || missing.Count == 0, $"Expected a stored sample of {string.Join(", ", missing)}. Samples are never deleted. {StoredEvents.HowToApprove}");
    }

    /// <summary>Whether nothing of a stored body is lost or changed. A field that it does not have may be there with nothing in it.</summary>
    static bool MeansTheSame(JsonNode? stored, JsonNode? written) => (stored, written) switch
    {
        (JsonObject before, JsonObject after) => before.All(p => after.ContainsKey(p.Key) && MeansTheSame(p.Value, after[p.Key])) && after.All(p => before.ContainsKey(p.Key) || IsNothing(p.Value)),
        (JsonArray before, JsonArray after) => before.Count == after.Count && before.Zip(after).All(p => MeansTheSame(p.First, p.Second)),
        _ => JsonNode.DeepEquals(stored, written),
    };

    static bool IsNothing(JsonNode? value) => value is null or JsonArray { Count: 0 } || (value is JsonObject fields && fields.All(f => IsNothing(f.Value))) || value.ToJsonString() is "false" or "0" or "\"\"";
}
