using Briefings.EventStore;
using Briefings.Tests.Databases;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Briefings.Tests.EventStore;

public sealed class PositionAtTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    static readonly DateTimeOffset Start = new(2026, 2, 2, 6, 0, 0, TimeSpan.Zero);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What happens to the log: an event by a clock that shows some minute, a gap, a new epoch, or a head that is asked for.</summary>
    enum Kind
    {
        Event,
        Gap,
        Epoch,
        Head,
        HeadBefore,
        Redaction,
    }

    [Fact]
    public async Task A_position_is_found_by_time_whatever_the_clocks_did()
    {
        var steps = from kind in Gen.Frequency((12, Gen.Constant(Kind.Event)), (2, Gen.Constant(Kind.Gap)), (1, Gen.Constant(Kind.Epoch)), (3, Gen.Constant(Kind.Head)), (2, Gen.Constant(Kind.HeadBefore)), (1, Gen.Constant(Kind.Redaction)))
                    from minute in Gen.Choose(0, 12)
                    select (Kind: kind, Minute: minute);
        Prop.ForAll(steps.ArrayOf().ToArbitrary(), taken => Holds(taken).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
        await Task.CompletedTask;
    }

    async Task<bool> Holds((Kind Kind, int Minute)[] steps)
    {
        await database.Execute("truncate briefings.events, briefings.streams, briefings.chain; alter sequence briefings.event_positions restart");
        var log = Sample.Log(database.Source);
        foreach (var (kind, minute) in steps)
        {
            var settled = await log.Settle(Cancellation);
            await (kind switch
            {
                Kind.Event => At(minute).Append($"clock-{Guid.NewGuid():N}", 0, Sample.Notes(1 + (minute % 3)), null, Cancellation),
                Kind.Gap => database.Execute("select nextval('briefings.event_positions')"),
                Kind.Epoch => log.BeginEpoch(settled, Cancellation),
                Kind.Head => log.ChainHead(settled, Cancellation),
                Kind.HeadBefore => log.ChainHead(settled * 2 / 3, Cancellation),
                _ => Redact(At(minute), settled),
            });
        }

        for (var minute = -1; minute <= 13; minute++)
        {
            var instant = Start.AddMinutes(minute);
            if (await log.PositionAt(instant, Cancellation) != await Defined(instant))
                return false;
        }

        return (await log.VerifyChain(Cancellation)).Matches;
    }

    /// <summary>The log as a program sees it whose clock shows some minute.</summary>
    EventLog At(int minute) => new(database.Source, Sample.Catalog, new FixedTime(Start.AddMinutes(minute)));

    static async Task Redact(EventLog log, long settled)
    {
        if (await log.LastAt(settled, Cancellation) is { Type: not "EventRedacted" } last)
            await log.Redact([last.Id], "names a witness", "ana", Cancellation);
    }

    /// <summary>The answer by its definition.</summary>
    async Task<long> Defined(DateTimeOffset instant)
    {
        await using var command = database.Source.CreateCommand("select coalesce(max(position), 0) from briefings.events where recorded_at <= $1");
        command.Parameters.Add(new() { Value = instant.UtcDateTime });
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
