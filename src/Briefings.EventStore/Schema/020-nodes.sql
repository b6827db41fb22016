-- Programs that keep the projections up to date together. A node is alive while a session of it holds the advisory lock
-- of its id and its row was seen lately, by the clock of the database.
create table briefings.nodes (
    id bigint not null,
    name text not null,
    application text not null,
    wants text[] not null,
    seen_at timestamptz not null,
    constraint node_is_unique primary key (id),
    constraint node_id_fits_its_lock check (id between 0 and (1::bigint << 48) - 1)
) with (fillfactor = 50);

-- Who may move the live table of each version of an asynchronous projection. The epoch rises whenever it is given to
-- somebody; a step checks it, under a lock, in the commit that moves the checkpoint.
create table briefings.shards (
    shard text collate "C" not null,
    epoch bigint not null,
    node bigint,
    free_since timestamptz not null default '-infinity',
    constraint shard_is_unique primary key (shard)
) with (fillfactor = 50);

create function briefings.node_lock(node bigint) returns bigint language sql immutable as $$
    select (x'4253'::bigint << 48) | node
$$;

-- The sessions that hold the lock of a node: one, or none if its program has ended.
create function briefings.node_sessions(node bigint) returns setof integer language sql as $$
    select l.pid
    from pg_locks l
    where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
      and l.classid = (briefings.node_lock(node) >> 32)::oid
      and l.objid = (briefings.node_lock(node) & x'ffffffff'::bigint)::oid
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
$$;

create function briefings.live_nodes() returns setof briefings.nodes language sql as $$
    select n.*
    from briefings.nodes n
    where n.seen_at > clock_timestamp() - interval '12 s'
      and exists (select from briefings.node_sessions(n.id))
$$;
