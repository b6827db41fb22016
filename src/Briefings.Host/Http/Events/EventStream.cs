using System.ComponentModel;
using Briefings.EventStore;
using Briefings.Host.Http.Access;
using Briefings.NewsEvents;
using Briefings.Stories;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Briefings.Host.Http.Events;

/// <summary>One reader of the live stream: first from the database what it has missed, then from <see cref="LiveTail"/> what comes.</summary>
sealed class EventStream(EventLog log, LiveTail tail, StoryPlaces places, EventFilter filter, SseWriter writer)
{
    static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    /// <summary>Who waits longer than this to take a write, and is more than the tail behind, is too slow.</summary>
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    const int EventsAFlush = 64;

    public static async Task Run(
        HttpContext http, [AsParameters] EventQuery query,
        [Description("Cursor or position to read behind; 0 is the beginning. From now on when it is left out.")] string? after,
        [FromHeader(Name = "Last-Event-ID"), Description("The id of the last event read; counts before after.")] string? lastEventId,
        BriefingsApplication application, LiveTail tail, StoryPlaces places, StreamReaders readers, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        var filter = query.ToFilter(application);
        var start = lastEventId is { Length: > 0 } ? lastEventId : after;
        long? position = start is null ? null : await Cursors.Resolve(application.Log, start, http.RequestAborted);
        var cursor = await Cursors.Issuer(application.Log, http.RequestAborted);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var entry = readers.Enter(http.Caller(), ending);
        if (entry is null)
        {
            http.Response.Headers.RetryAfter = "5";
            await Problems.Write(http, StatusCodes.Status503ServiceUnavailable, $"Expected at most {StreamReaders.Max} live readers, found as many already.");
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stream = new EventStream(application.Log, tail, places, filter, new SseWriter(http.Response.BodyWriter, cursor, clock));
        try
        {
            await stream.Read(position, ending.Token);
        }
        catch (Exception end) when (end is SlowReaderException || (end is OperationCanceledException && ending.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested))
        {
            http.Abort();
        }
        catch (Exception end) when (end is OperationCanceledException or Npgsql.NpgsqlException or LogCursorException)
        {
            // The reader comes back with the id of its last event, and is told then what is wrong.
        }
    }

    async Task Read(long? start, CancellationToken cancellation)
    {
        writer.Begin();
        var mark = await log.HighWaterMark(cancellation);
        var position = start ?? mark;
        await writer.Flush(cancellation);
        position = await Missed(position, mark, cancellation);
        writer.CaughtUp(position);
        await writer.Flush(cancellation);
        while (true)
        {
            // Asked for before the look, so that nothing can come in between unseen.
            var more = tail.More;
            if (tail.After(position) is not { } events)
            {
                if (writer.LastWait > Slow)
                {
                    throw new SlowReaderException();
                }

                position = await Missed(position, await log.HighWaterMark(cancellation), cancellation);
                await (tail.After(position) is null ? Task.Delay(50, cancellation) : Task.CompletedTask);
            }
            else if (events.Count == 0)
            {
                await WaitFor(more, position, cancellation);
            }
            else
            {
                position = await Write(events, cancellation);
            }
        }
    }

    /// <summary>Writes what the database holds behind a position, up to a settled one.</summary>
    async Task<long> Missed(long position, long mark, CancellationToken cancellation)
    {
        if (position >= mark)
        {
            return position;
        }

        var unflushed = 0;
        await foreach (var recorded in log.ReadAll(position, mark, filter.TypesOf(log.Catalog), cancellation))
        {
            if (await Wants(recorded, cancellation))
            {
                writer.Event(recorded.Position, EventItem.Line(recorded, writer.Cursor(recorded.Position)));
                unflushed++;
            }

            if (unflushed == EventsAFlush)
            {
                await writer.Flush(cancellation);
                unflushed = 0;
            }
        }

        await writer.Flush(cancellation);
        return mark;
    }

    async Task<long> Write(IReadOnlyList<LiveEvent> events, CancellationToken cancellation)
    {
        var unflushed = 0;
        foreach (var live in events)
        {
            if (await Wants(live.Recorded, cancellation))
            {
                writer.Event(live.Position, live.Line.Span);
                unflushed++;
            }

            if (unflushed == EventsAFlush)
            {
                await writer.Flush(cancellation);
                unflushed = 0;
            }
        }

        await writer.Flush(cancellation);
        return events[^1].Position;
    }

    async ValueTask<bool> Wants(RecordedEvent recorded, CancellationToken cancellation) =>
        filter.Wants(recorded)
        && (filter.Stories.Count == 0 || (await places.Of(recorded, cancellation) is { } story && filter.Stories.Contains(story, StringComparer.Ordinal)));

    async Task WaitFor(Task more, long position, CancellationToken cancellation)
    {
        try
        {
            await more.WaitAsync(HeartbeatInterval, cancellation);
        }
        catch (TimeoutException)
        {
            writer.Heartbeat(position);
            await writer.Flush(cancellation);
        }
    }
}
