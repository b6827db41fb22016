-- As in 026, with one scan of each older index for all ids instead of one an id.
create or replace function briefings.look_behind(ids uuid[], first_written bigint, last_written bigint) returns void language plpgsql
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
