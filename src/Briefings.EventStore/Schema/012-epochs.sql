-- The lives of this log. A restore from backup begins another one: what was recorded after the backup is gone, and its
-- positions must not come to mean other events. An epoch's own positions are above after_position; at or below
-- shared_position, positions of earlier epochs mean the same events. place is where its database was (see log_place).
create table briefings.epochs (
    number integer not null,
    token text collate "C" not null,
    shared_position bigint not null,
    after_position bigint not null,
    place text not null,
    reason text not null,
    began_at timestamptz not null,
    constraint epoch_is_numbered primary key (number),
    constraint epoch_token_is_unique unique (token)
);

-- Server, timeline and database. A restored cluster, a promoted standby and a copied database each differ in one of them.
create function briefings.log_place() returns text language plpgsql as $$
declare
    server text := '-';
begin
    begin
        select c.system_identifier::text into server from pg_control_system() c;
    exception when insufficient_privilege then
        null;
    end;
    return format('%s/%s/%s', server, left(pg_walfile_name(pg_current_wal_lsn()), 8),
                  (select d.oid from pg_database d where d.datname = current_database()));
end
$$;

-- The last position below which nothing can be missing that a reader elsewhere has seen: an append that was under way when
-- the backup was taken leaves a gap near the end.
create function briefings.last_certain_position() returns bigint language sql as $$
    with recent as (
        select e.position, e.recorded_at, lag(e.position) over (order by e.position) as before
        from (select position, recorded_at from briefings.events order by position desc limit 100000) e)
    select coalesce(
        (select min(r.before) from recent r
         where r.position > r.before + 1
           and r.recorded_at > (select max(recorded_at) from recent) - interval '5 minutes'
           and r.before >= coalesce((select max(after_position) from briefings.epochs), 0)),
        (select max(position) from recent),
        0)
$$;

-- Begins an epoch whose positions are at the next full thousand million, a hundred million above the last one at the least.
create function briefings.begin_epoch(why text, shared bigint) returns text language plpgsql as $$
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
    return added;
end
$$;

-- The token of the epoch. Called on every connection before it is used, so that nothing is appended in a place that the
-- epoch does not know.
create function briefings.log_epoch() returns text language plpgsql as $$
declare
    here text := briefings.log_place();
    known text;
begin
    select e.token into known from briefings.epochs e
    where e.place = here and e.number = (select max(number) from briefings.epochs);
    if known is not null then
        return known;
    end if;
    perform pg_advisory_xact_lock(x'42520004'::bigint);
    select e.token into known from briefings.epochs e
    where e.place = here and e.number = (select max(number) from briefings.epochs);
    if known is not null then
        return known;
    end if;
    -- A copy of an empty log is a log that begins.
    if not (select p.is_called from briefings.event_positions p) then
        delete from briefings.epochs;
    end if;
    if not exists (select from briefings.epochs) then
        return briefings.begin_epoch('the log began', 0);
    end if;
    return briefings.begin_epoch('found in another place: restored, copied or failed over', briefings.last_certain_position());
end
$$;
