-- The log in partitions by position: its hot indexes stay small however long it grows, and what is old can be packed and
-- kept elsewhere. Bounds stand on a grid; cells in which no position can come to lie have no partition.
-- No default partition: beside one, a reader by position could not go through the partitions in their order.
create function briefings.partition_span() returns bigint language sql immutable parallel safe as 'select bigint ''50000000''';

-- first is the lowest position of a partition, bound the one above its highest. is_settled: every append that announced
-- itself below first had ended once positions from first on were taken, so nothing will ever be added below it.
create table briefings.log_partitions (
    first bigint not null,
    bound bigint not null,
    name text collate "C" not null,
    is_settled boolean not null,
    made_at timestamptz not null default clock_timestamp(),
    constraint partition_begins_once primary key (first),
    constraint partition_is_named_once unique (name),
    constraint partition_has_positions check (first < bound)
);

-- What there is becomes the first partition, with all its rows, however many cells they reach over.
alter table briefings.events rename to events_0;
alter table briefings.events_0 rename constraint position_is_unique to events_0_position_is_unique;
alter index briefings.events_of_stream rename to events_0_of_stream;
alter index briefings.event_id_is_unique rename to event_id_is_unique_0;

create table briefings.events (
    like briefings.events_0,
    constraint position_is_unique primary key (position) with (fillfactor = 100)
) partition by range (position);
create index events_of_stream on briefings.events (stream_id, (version >> 6)) with (fillfactor = 100);

do $$
declare
    upper bigint := ((select coalesce(max(position), 0) from briefings.events_0) / briefings.partition_span() + 1) * briefings.partition_span();
begin
    execute format('alter table briefings.events attach partition briefings.events_0 for values from (0) to (%s)', upper);
    insert into briefings.log_partitions (first, bound, name, is_settled) values (0, upper, 'events_0', true);
end
$$;

-- Makes the partition of a position unless it is there. The lock on the log is one beside which it is read and appended to.
create function briefings.make_partition(of_position bigint) returns void language plpgsql as $$
declare
    span constant bigint := briefings.partition_span();
    cell constant bigint := of_position / span;
begin
    if exists (select from briefings.log_partitions p where of_position >= p.first and of_position < p.bound) then
        return;
    end if;
    execute format('create table briefings.events_%s (like briefings.events including all)', cell);
    execute format('create unique index event_id_is_unique_%s on briefings.events_%s (uuid_hash_extended(id, 0))', cell, cell);
    execute format('alter table briefings.events attach partition briefings.events_%s for values from (%s) to (%s)', cell, cell * span, (cell + 1) * span);
    insert into briefings.log_partitions (first, bound, name, is_settled) values (cell * span, (cell + 1) * span, 'events_' || cell, false);
end
$$;

-- The appends that are under way, by the session they run in: what each has announced (see lock_lower_bound).
create function briefings.announced_appends(out pid integer, out lower_bound bigint) returns setof record language sql as $$
    select l.pid, ((l.classid::bigint & 65535) << 32) | l.objid::bigint
    from pg_locks l
    where l.locktype = 'advisory'
      and l.objsubid = 1
      and l.classid::bigint >> 16 = x'4252'::bigint
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
$$;

-- Makes the partition of the next position and, a tenth of a partition ahead, the one after it; notes what is settled.
-- Answers the position at which it is to be called again. Whoever appends may call it, owner of the tables or not.
create function briefings.make_partitions() returns bigint language plpgsql
security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    ahead constant bigint := briefings.partition_span() / 10;
    taken bigint;
begin
    perform pg_advisory_xact_lock(x'42520006'::bigint);
    select case when p.is_called then p.last_value else 0 end into taken from briefings.event_positions p;
    perform briefings.make_partition(taken + 1);
    perform briefings.make_partition(taken + 1 + ahead);

    -- The sequence was read first: whoever is not among the announced now will not come below a position that was taken.
    update briefings.log_partitions p set is_settled = true
    where not p.is_settled and p.first <= taken
      and not exists (select from briefings.announced_appends() a where a.lower_bound < p.first - 1);
    return (select least(min(p.first) filter (where not p.is_settled), max(p.bound) - ahead) from briefings.log_partitions p);
end
$$;

-- Waits until nothing can be added any more below a bound, above which the caller has written.
-- Invariant: whoever waits has announced itself at the bound or above, and is waited for by nobody below: those hold
-- the rows of their streams since before they announced themselves, and take no further lock of another append.
create function briefings.await_bound(bound bigint, first_written bigint) returns void language plpgsql as $$
declare
    own bigint;
    others bigint;
    since timestamptz := clock_timestamp();
begin
    loop
        select min(a.lower_bound) filter (where a.pid = pg_backend_pid()), min(a.lower_bound) filter (where a.pid <> pg_backend_pid())
        into own, others from briefings.announced_appends() a;
        if first_written < bound or own < bound - 1 then
            raise exception 'Expected to be announced on one side of position %, found positions from % announced from %: try again.', bound, first_written, own
                using errcode = 'BR004';
        end if;
        exit when others is null or others >= bound - 1;
        if clock_timestamp() > since + interval '5 s' then
            since := clock_timestamp();
            begin
                perform briefings.end_frozen_appends(interval '30 s');
            exception when insufficient_privilege then
                null;
            end;
        end if;
        perform pg_sleep(0.002);
    end loop;
end
$$;

-- Looks for the ids of events that were just written in the partitions below theirs, whose indexes did not see them.
-- One scan of each older index for all ids. Each position is in one partition, and what is under way in the same one is refused by its index.
create function briefings.look_behind(ids uuid[], first_written bigint, last_written bigint) returns void language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
    bound bigint;
    settled boolean;
    there text;
begin
    select p.first, p.is_settled into bound, settled
    from briefings.log_partitions p
    where p.first <= last_written
    order by p.first desc
    limit 1;
    if bound = 0 then
        return;
    end if;
    if not settled then
        perform briefings.await_bound(bound, first_written);
    end if;
    select format('%s at position %s', e.id, e.position) into there
    from briefings.events e
    where uuid_hash_extended(e.id, 0) = any(array(select uuid_hash_extended(n.id, 0) from unnest(ids) n(id)))
      and e.id = any(ids)
      and e.position < bound
    limit 1;
    if there is not null then
        raise exception 'Expected ids that no event has, found %.', there using errcode = 'BR003';
    end if;
end
$$;

-- As in 008; then looks behind, which a log of one partition does without.
create or replace function briefings.append(
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

    if written[cardinality(written)] >= briefings.partition_span() then
        perform briefings.look_behind(
            array(select n.id from unnest(owners, ids) n(owner, id) where not known[n.owner]), written[1], written[cardinality(written)]);
    end if;

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

-- As in 015, looking behind in the same way.
create or replace function briefings.append_one(
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
    if positions[events] >= briefings.partition_span() then
        perform briefings.look_behind(ids, positions[1], positions[events]);
    end if;
    version := expected + events;
    already_appended := false;
end
$$;

-- As in 012; then makes the partition its positions come to lie in. If that has to wait, the first append does it.
create or replace function briefings.begin_epoch(why text, shared bigint) returns text language plpgsql as $$
declare
    taken bigint;
    beyond bigint := 0;
    added text := left(replace(gen_random_uuid()::text, '-', ''), 12);
begin
    perform pg_advisory_xact_lock(x'42520004'::bigint);
    select greatest(case when p.is_called then p.last_value else 0 end, (select max(e.position) from briefings.events e))
    into taken from briefings.event_positions p;
    if taken > 0 and exists (select from briefings.epochs) then
        beyond := ((taken + 100000000) / 1000000000 + 1) * 1000000000;
        perform setval('briefings.event_positions', beyond);
    end if;
    insert into briefings.epochs (number, token, shared_position, after_position, place, reason, began_at)
    select coalesce(max(number), 0) + 1, added, least(shared, taken), beyond, briefings.log_place(), why, clock_timestamp()
    from briefings.epochs;
    begin
        perform briefings.make_partitions();
    exception when lock_not_available or deadlock_detected then
        null;
    end;
    return added;
end
$$;

select briefings.make_partitions();
