-- Appends to one or many streams in one transaction and answers one row a stream, in the order they were given.
-- streams, expected, causations, correlations, actors: one element a stream; a stream is named once.
-- owners (index of the stream, from 1), numbers (from 1 within its stream), ids, types, bodies: one element an event.
-- expected -1 accepts any version. look_first looks for the ids even where the version is the expected one.
create function briefings.append(
    streams text[], expected bigint[], causations text[], correlations text[], actors text[],
    owners integer[], numbers integer[], ids uuid[], types integer[], bodies json[],
    recorded timestamptz, look_first boolean)
returns table (version bigint, positions bigint[], already_appended boolean) language plpgsql as $$
#variable_conflict use_column
declare
    i integer;
    wanted integer;
    found_ids integer;
    elsewhere text;
    stream briefings.streams;
    stream_ids bigint[] := array_fill(0::bigint, array[cardinality(streams)]);
    starts bigint[] := stream_ids;
    known boolean[] := array_fill(false, array[cardinality(streams)]);
    inserted integer;
begin
    -- In name order, so that two batches never wait for each other in a circle.
    for i in select u.o from unnest(streams) with ordinality u(name, o) order by u.name collate "C" loop
        select * into stream from briefings.streams s where s.name = streams[i] for update;
        if not found then
            insert into briefings.streams (name, version) values (streams[i], 0)
            on conflict on constraint stream_name_is_unique do nothing
            returning * into stream;
            if not found then
                select * into stream from briefings.streams s where s.name = streams[i] for update;
            end if;
        end if;
        stream_ids[i] := stream.id;
        starts[i] := stream.version;

        if look_first or expected[i] <> stream.version then
            select count(*), count(e.id) filter (where e.stream_id = stream.id),
                   min(format('%s in stream %s at version %s', e.id, s.name, e.version))
            into wanted, found_ids, elsewhere
            from unnest(owners, ids) as n(owner, id)
            left join briefings.events e on e.id = n.id
            left join briefings.streams s on s.id = e.stream_id
            where n.owner = i;
            if found_ids = wanted then
                known[i] := true;
            elsif elsewhere is not null then
                raise exception 'Expected the % events for stream % all new or all recorded, found %.', wanted, streams[i], elsewhere
                    using errcode = 'BR002';
            elsif expected[i] <> -1 and expected[i] <> stream.version then
                raise exception 'Expected stream % at version %, found %.', streams[i], expected[i], stream.version
                    using errcode = 'BR001';
            end if;
        end if;

        if not known[i] then
            update briefings.streams s
            set version = s.version + (select count(*) from unnest(owners) n(owner) where n.owner = i)
            where s.id = stream.id;
        end if;
    end loop;

    perform briefings.lock_lower_bound();
    insert into briefings.events (position, stream_id, version, recorded_at, id, type_id, body, causation, correlation, actor)
    select nextval('briefings.event_positions'), o.stream_id, o.version, recorded, o.id, o.type_id, o.body, o.causation, o.correlation, o.actor
    from (
        select stream_ids[n.owner] as stream_id, starts[n.owner] + n.number as version, n.id, t.id as type_id, n.body,
               causations[n.owner] as causation, correlations[n.owner] as correlation, actors[n.owner] as actor
        from unnest(owners, numbers, ids, types, bodies) with ordinality n(owner, number, id, type_id, body, o)
        join briefings.event_types t on t.id = n.type_id
        where not known[n.owner]
        order by n.o
    ) o;
    get diagnostics inserted = row_count;
    if inserted <> (select count(*) from unnest(owners) n(owner) where not known[n.owner]) then
        raise exception 'Expected every event type of the batch in briefings.event_types, found one missing.';
    end if;

    return query
    select case when known[u.o] then max(e.version) else starts[u.o] + count(*) end, array_agg(e.position order by e.version), known[u.o]
    from unnest(stream_ids) with ordinality u(stream_id, o)
    join unnest(owners, ids) n(owner, id) on n.owner = u.o
    join briefings.events e on e.id = n.id
    group by u.o
    order by u.o;
end
$$;
