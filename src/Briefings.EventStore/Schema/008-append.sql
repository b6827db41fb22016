-- Appends to one or many streams in one transaction and answers one row a stream, in the order they were given.
-- causations, correlations, actors: one element a stream; numbers (from 1 within its stream), types, bodies: one an event.
-- The other arguments are those of claim_versions.
create function briefings.append(
    streams text[], expected bigint[], causations text[], correlations text[], actors text[],
    owners integer[], numbers integer[], ids uuid[], types integer[], bodies json[],
    recorded timestamptz, look_first boolean)
returns table (version bigint, positions bigint[], already_appended boolean) language plpgsql as $$
declare
    stream_ids bigint[];
    starts bigint[];
    known boolean[];
    fresh integer;
    inserted integer;
begin
    select array_agg(c.stream_id), array_agg(c.start_version), array_agg(c.already_appended)
    into stream_ids, starts, known
    from briefings.claim_versions(streams, expected, owners, ids, look_first) c;

    perform briefings.lock_lower_bound();
    insert into briefings.events as e (position, stream_id, version, recorded_at, id, type_id, body, causation, correlation, actor)
    select nextval('briefings.event_positions'), o.*
    from (
        select stream_ids[n.owner], starts[n.owner] + n.number, recorded, n.id, t.id, n.body,
               causations[n.owner], correlations[n.owner], actors[n.owner]
        from unnest(owners, numbers, ids, types, bodies) with ordinality n(owner, number, id, type_id, body, o)
        join briefings.event_types t on t.id = n.type_id
        where not known[n.owner]
        order by n.o
    ) o;
    get diagnostics inserted = row_count;
    select count(*) into fresh from unnest(owners) n(owner) where not known[n.owner];
    if inserted <> fresh then
        raise exception 'Expected every event type of the batch in briefings.event_types, found % of % events without.', fresh - inserted, fresh;
    end if;

    return query
    select max(e.version), array_agg(e.position order by e.version), known[n.owner]
    from unnest(owners, ids) n(owner, id)
    join briefings.events e on e.id = n.id
    group by n.owner
    order by n.owner;
end
$$;
