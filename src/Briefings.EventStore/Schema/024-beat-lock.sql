-- As in 021, under a lock of its own: x'42520004' is that of epochs, whose holder must not keep nodes from handing out shards.
create or replace function briefings.beat(node_id bigint, node_name text, node_application text, node_wants text[])
returns table (shard text, epoch bigint, is_surplus boolean) language plpgsql as $$
declare
    free record;
begin
    insert into briefings.nodes as n (id, name, application, wants, seen_at)
    values (node_id, node_name, node_application, node_wants, clock_timestamp())
    on conflict on constraint node_is_unique do update set wants = excluded.wants, seen_at = excluded.seen_at;

    -- One node at a time hands out shards; the others only say that they live.
    if pg_try_advisory_xact_lock(x'42520005'::bigint) then
        perform briefings.bury_dead_nodes();
        insert into briefings.shards as s (shard, epoch)
        select w, 0 from unnest(node_wants) w
        where not exists (select from briefings.shards t where t.shard = w)
        on conflict on constraint shard_is_unique do nothing;

        for free in
            select s.shard, s.free_since from briefings.shards s
            where s.node is null and s.shard = any(node_wants)
            order by s.shard
            for update skip locked
        loop
            -- A node that does not come for its share within some beats goes without.
            if free.free_since < clock_timestamp() - interval '6 s' or not exists (
                select from briefings.live_nodes() n
                where n.id <> node_id and free.shard = any(n.wants)
                  and briefings.shards_of(n.id) < briefings.shards_of(node_id)) then
                update briefings.shards s set node = node_id, epoch = s.epoch + 1 where s.shard = free.shard;
            end if;
        end loop;
    end if;

    return query
    select s.shard, s.epoch, exists (
        select from briefings.live_nodes() n
        where n.id <> node_id and s.shard = any(n.wants)
          and briefings.shards_of(n.id) + 1 < briefings.shards_of(node_id))
    from briefings.shards s
    where s.node = node_id
    order by s.shard;
end
$$;
