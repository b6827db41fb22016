-- Appends to one or many streams in one transaction and answers one row a stream, in the order they were given.
-- metadata: one element a stream; owners (index of the stream, from 1), numbers (from 1 within its stream), types, bodies:
-- one an event. The other arguments are those of claim_versions. A type that is not there is null and so refused.
-- Generic plans: the length of an array is no reason to plan anew, which would take longer than the append.
create function briefings.append(
    streams text[], expected integer[], counts integer[], metadata json[],
    owners integer[], numbers integer[], ids uuid[], types integer[], bodies json[],
    recorded timestamptz, look_first boolean)
returns table (version integer, positions bigint[], already_appended boolean) language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
    stream_ids integer[];
    starts integer[];
    known boolean[];
    written bigint[];
    last_id integer := 0;
    last_written integer := 0;
begin
    select array_agg(c.stream_id), array_agg(c.start_version), array_agg(c.already_appended)
    into stream_ids, starts, known
    from briefings.claim_versions(streams, expected, counts, ids, look_first) c;

    perform briefings.lock_lower_bound();
    with inserted as (
        insert into briefings.events as e (position, recorded_at, id, stream_id, version, type_id, body, metadata)
        select nextval('briefings.event_positions'), recorded, o.*
        from (
            select n.id, stream_ids[n.owner], starts[n.owner] + n.number,
                   (select t.id from briefings.event_types t where t.id = n.type_id), n.body, metadata[n.owner]
            from unnest(owners, numbers, ids, types, bodies) with ordinality n(owner, number, id, type_id, body, o)
            where not known[n.owner]
            order by n.o
        ) o
        returning e.position)
    select array_agg(i.position order by i.position) into written from inserted i;

    -- Positions follow the order of the batch, so those of one stream stand together.
    for i in 1 .. cardinality(streams) loop
        already_appended := known[i];
        if known[i] then
            select max(e.version), array_agg(e.position order by e.version) into version, positions
            from unnest(ids[last_id + 1 : last_id + counts[i]]) n(id)
            join briefings.events e on uuid_hash_extended(e.id, 0) = uuid_hash_extended(n.id, 0) and e.id = n.id;
        else
            version := starts[i] + counts[i];
            positions := written[last_written + 1 : last_written + counts[i]];
            last_written := last_written + counts[i];
        end if;
        last_id := last_id + counts[i];
        return next;
    end loop;
end
$$;

-- Appends to one stream at the version its writer expects, in as few statements as that takes; whatever else is the
-- case is left to briefings.append.
create function briefings.append_one(
    stream text, expected integer, meta json, ids uuid[], types integer[], bodies json[], recorded timestamptz,
    out version integer, out positions bigint[], out already_appended boolean) language plpgsql as $$
declare
    owner integer;
    events integer := cardinality(ids);
begin
    if expected = 0 then
        insert into briefings.streams as s (name, version) values (stream, events)
        on conflict on constraint stream_name_is_unique do nothing
        returning s.id into owner;
    else
        update briefings.streams s set version = s.version + events
        where s.name = stream and s.version = expected
        returning s.id into owner;
    end if;
    if owner is null then
        select a.version, a.positions, a.already_appended into version, positions, already_appended
        from briefings.append(
            array[stream], array[expected], array[events], array[meta],
            array_fill(1, array[events]), array(select generate_series(1, events)), ids, types, bodies, recorded, false) a;
        return;
    end if;

    perform briefings.lock_lower_bound();
    with inserted as (
        insert into briefings.events as e (position, recorded_at, id, stream_id, version, type_id, body, metadata)
        select nextval('briefings.event_positions'), recorded, n.id, owner, expected + n.o::integer,
               (select t.id from briefings.event_types t where t.id = n.type_id), n.body, meta
        from unnest(ids, types, bodies) with ordinality n(id, type_id, body, o)
        returning e.position)
    select array_agg(i.position) into positions from inserted i;
    version := expected + events;
    already_appended := false;
end
$$;
