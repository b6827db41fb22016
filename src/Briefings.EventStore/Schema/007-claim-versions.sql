-- Locks streams, checks what their writer expects of them and moves their versions on by the events to come.
-- streams, expected: one element a stream; a stream is named once. owners (index of the stream, from 1), ids: one element an event.
-- expected -1 accepts any version. look_first looks for the ids even where the version is the expected one.
-- Answers one row a stream, in the order given: its id, the version before, and whether its events were all recorded already.
create function briefings.claim_versions(
    streams text[], expected bigint[], owners integer[], ids uuid[], look_first boolean)
returns table (stream_id bigint, start_version bigint, already_appended boolean) language plpgsql as $$
declare
    i integer;
    wanted integer;
    found_here integer;
    found_any text;
    stream briefings.streams;
    stream_ids bigint[] := array_fill(0::bigint, array[cardinality(streams)]);
    starts bigint[] := stream_ids;
    known boolean[] := array_fill(false, array[cardinality(streams)]);
begin
    -- In name order, so that two batches never wait for each other in a circle.
    for i in select u.o from unnest(streams) with ordinality u(name, o) order by u.name collate "C" loop
        select * into stream from briefings.streams s where s.name = streams[i] for update;
        if not found then
            insert into briefings.streams as s (name, version) values (streams[i], 0)
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
                   min(format('%s in stream %s at version %s', e.id, s.name, e.version)) filter (where e.id is not null)
            into wanted, found_here, found_any
            from unnest(owners, ids) as n(owner, id)
            left join briefings.events e on e.id = n.id
            left join briefings.streams s on s.id = e.stream_id
            where n.owner = i;
            if found_here = wanted then
                known[i] := true;
            elsif found_any is not null then
                raise exception 'Expected the % events for stream % all new or all recorded, found %.', wanted, streams[i], found_any
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

    return query select * from unnest(stream_ids, starts, known);
end
$$;
