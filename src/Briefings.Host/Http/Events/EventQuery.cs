using System.ComponentModel;
using Briefings.NewsEvents;
using Microsoft.AspNetCore.Mvc;

namespace Briefings.Host.Http.Events;

/// <summary>What a reader of events asks for in the query. A parameter that is given several times is met by any of its values.</summary>
sealed class EventQuery
{
    [FromQuery(Name = "type"), Description("Event type; * stands for any letters, as in Meeting*. May be repeated.")]
    public string[]? Types { get; init; }

    [FromQuery(Name = "actor"), Description("Id, name or CAMEO code of an actor of a news event. May be repeated.")]
    public string[]? Actors { get; init; }

    [FromQuery(Name = "country"), Description("ISO 3166 alpha-3 code of one of its actors. May be repeated.")]
    public string[]? Countries { get; init; }

    [FromQuery(Name = "story"), Description("Id of a story, story-…. May be repeated.")]
    public string[]? Stories { get; init; }

    [FromQuery(Name = "since"), Description("Recorded at or after this instant, as in 2026-02-02T06:30:00Z; a day counts from its start in UTC.")]
    public string? Since { get; init; }

    [FromQuery(Name = "until"), Description("Recorded before this instant.")]
    public string? Until { get; init; }

    [FromQuery(Name = "happenedFrom"), Description("Reported to have happened on this day or later. Events without a day are left out.")]
    public string? HappenedFrom { get; init; }

    [FromQuery(Name = "happenedBefore"), Description("Reported to have happened before this day.")]
    public string? HappenedBefore { get; init; }

    /// <exception cref="BadHttpRequestException">A parameter cannot be used; the message says what was expected.</exception>
    public EventFilter ToFilter(BriefingsApplication application)
    {
        var filter = new EventFilter
        {
            Types = QueryValues.List(Types, "type"),
            Actors = QueryValues.List(Actors, "actor"),
            Countries = QueryValues.List(Countries, "country"),
            Stories = QueryValues.List(Stories, "story"),
            Since = QueryValues.Instant(Since, "since"),
            Until = QueryValues.Instant(Until, "until"),
            HappenedFrom = QueryValues.Day(HappenedFrom, "happenedFrom"),
            HappenedBefore = QueryValues.Day(HappenedBefore, "happenedBefore"),
        };
        foreach (var type in filter.Types.Where(t => new EventFilter { Types = [t] }.TypesOf(application.Catalog) is { Count: 0 }))
        {
            throw new BadHttpRequestException($"Expected type to name event types of this program, found \"{type}\".");
        }

        return filter;
    }
}
