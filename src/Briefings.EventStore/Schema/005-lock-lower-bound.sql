-- Announces, until the transaction ends, that every position it takes from here on is above the locked number.
-- Called before nextval; readers stop at the lowest number so announced (see high_water_mark).
create function briefings.lock_lower_bound() returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared((x'4252'::bigint << 48) | case when p.is_called then p.last_value else 0 end)
    from briefings.event_positions p;
end
$$;
