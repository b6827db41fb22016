-- The position at or below which everything is settled, and the highest position taken so far.
-- Invariant: the sequence is read first, the locks second. A position at or below `taken` was announced before it was
-- taken, so its writer is either still among the locks or has ended, and then a snapshot taken after this call sees it.
create function briefings.high_water_mark(out settled bigint, out taken bigint) language plpgsql as $$
begin
    select case when is_called then last_value else 0 end into taken from briefings.event_positions;
    select least(taken, min(((l.classid::bigint & 65535) << 32) | l.objid::bigint)) into settled
    from pg_locks l
    where l.locktype = 'advisory'
      and l.objsubid = 1
      and l.classid::bigint >> 16 = x'4252'::bigint
      and l.database = (select d.oid from pg_database d where d.datname = current_database());
end
$$;
