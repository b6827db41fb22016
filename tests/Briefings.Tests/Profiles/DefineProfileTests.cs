using Briefings.Profiles;
using Briefings.Tests.Articles;
using Xunit;

namespace Briefings.Tests.Profiles;

public sealed class DefineProfileTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    DefineProfile Define => newsroom.Application.DefineProfile;

    [Fact]
    public async Task Profile_that_stands_so_already_is_not_recorded_again()
    {
        await Define.Handle(Desk("same", "COL"), Cancellation);
        await Define.Handle(Desk("same", "COL"), Cancellation);
        Assert.Single(await newsroom.Stream("profile-same"));
    }

    [Fact]
    public async Task Changed_profile_stands_and_the_one_before_is_kept_also_when_it_comes_back()
    {
        await Define.Handle(Desk("changed", "COL"), Cancellation);
        var before = (await newsroom.Stream("profile-changed"))[^1].Position;
        await Define.Handle(Desk("changed", "PER"), Cancellation);
        Assert.Equal(["PER"], (await Define.Load("changed", null, Cancellation))?.Watch.Countries);
        Assert.Equal(["COL"], (await Define.Load("changed", before, Cancellation))?.Watch.Countries);
        Assert.Null(await Define.Load("changed", before - 1, Cancellation));
        await Define.Handle(Desk("changed", "COL"), Cancellation);
        Assert.Equal(3, (await newsroom.Stream("profile-changed")).Count);
        Assert.Equal(["COL"], (await Define.Load("changed", null, Cancellation))?.Watch.Countries);
    }

    [Fact]
    public async Task Profiles_that_are_defined_at_once_are_all_recorded()
    {
        await Task.WhenAll(Enumerable.Range(1, 3).Select(n => Task.Run(() => Define.Handle(Desk("race", $"COUNTRY {n}"), Cancellation), Cancellation)));
        Assert.Equal(3, (await newsroom.Stream("profile-race")).Count);
    }

    [Fact]
    public async Task Unknown_profile_is_none() => Assert.Null(await Define.Load("nobody", null, Cancellation));

    static Profile Desk(string name, string country) => new() { Name = name, Title = name, Watch = new Watch { Countries = [country] } };
}
