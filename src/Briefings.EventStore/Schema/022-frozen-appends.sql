-- Ends appends whose program has not said a word for so long that it must be frozen or cut off; they hold readers back.
-- No time-out of PostgreSQL 15 does: a COPY that waits for its client is neither idle nor a statement that can be cancelled.
create function briefings.end_frozen_appends(silent_for interval) returns bigint language sql as $$
    select count(*) filter (where pg_terminate_backend(a.pid))
    from pg_stat_activity a
    where a.datname = current_database()
      and a.pid <> pg_backend_pid()
      and a.wait_event_type = 'Client'
      and greatest(a.query_start, a.state_change) < clock_timestamp() - silent_for
      and exists (
          select from pg_locks l
          where l.pid = a.pid and l.locktype = 'advisory' and l.objsubid = 1 and l.classid::bigint >> 16 = x'4252'::bigint)
$$;
