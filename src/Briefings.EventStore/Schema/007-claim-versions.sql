-- Locks streams, checks what their writer expects of them and moves their versions on by the events to come.
-- streams, expected, counts: one element a stream; a stream is named once. ids: one element an event, stream by stream.
-- expected -1 accepts any version. look_first looks for the ids even where the version is the expected one.
-- Answers one row a stream, in the order given: its id, the version before, and whether its events were all recorded already.
create function briefings.claim_versions(
    streams text[], expected integer[], counts integer[], ids uuid[], look_first boolean)
returns table (stream_id integer, start_version integer, already_appended boolean) language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
    added integer[];
    stream_ids integer[];
    starts integer[];
    known boolean[] := array_fill(false, array[cardinality(streams)]);
    last_id integer := 0;
    found_here integer;
    found_any text;
begin
    -- First what is new, then every row, each in name order, so that two batches never wait for each other in a circle.
    with inserted as (
        insert into briefings.streams as s (name, version)
        select u.name, u.events
        from unnest(streams, counts) u(name, events)
        where not exists (select from briefings.streams there where there.name = u.name)
        order by u.name collate "C"
        on conflict on constraint stream_name_is_unique do nothing
        returning s.id)
    select array_agg(i.id) into added from inserted i;

    select array_agg(l.id order by l.o), array_agg(case when n.id is null then l.version else 0 end order by l.o)
    into stream_ids, starts
    from (
        select s.id, s.version, u.o
        from unnest(streams) with ordinality u(name, o)
        join briefings.streams s on s.name = u.name
        order by s.name
        for update of s
    ) l
    left join unnest(added) n(id) on n.id = l.id;

    if look_first or starts <> expected then
        for i in 1 .. cardinality(streams) loop
            if look_first or expected[i] <> starts[i] then
                select count(e.id) filter (where e.stream_id = stream_ids[i]),
                       min(format('%s in stream %s at version %s', e.id, s.name, e.version))
                into found_here, found_any
                from unnest(ids[last_id + 1 : last_id + counts[i]]) n(id)
                join briefings.events e on uuid_hash_extended(e.id, 0) = uuid_hash_extended(n.id, 0) and e.id = n.id
                join briefings.streams s on s.id = e.stream_id;
                if found_here = counts[i] then
                    known[i] := true;
                elsif found_any is not null then
                    raise exception 'Expected the % events for stream % all new or all recorded, found %.', counts[i], streams[i], found_any
                        using errcode = 'BR002';
                elsif expected[i] <> -1 and expected[i] <> starts[i] then
                    raise exception 'Expected stream % at version %, found %.', streams[i], expected[i], starts[i]
                        using errcode = 'BR001';
                end if;
            end if;
            last_id := last_id + counts[i];
        end loop;
    end if;

    if added is null or cardinality(added) < cardinality(streams) then
        update briefings.streams s
        set version = s.version + c.events
        from unnest(stream_ids, counts, known) c(id, events, is_known)
        where s.id = c.id and not c.is_known and not s.id = any(coalesce(added, '{}'));
    end if;

    return query select * from unnest(stream_ids, starts, known);
end
$$;
