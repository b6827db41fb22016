-- The log. The body is json, not jsonb: its bytes are what the hash chain covers, so they stay as they were written.
-- At most eight columns, in the order of their alignment: a ninth would lengthen every row by eight bytes.
create table briefings.events (
    position bigint not null,
    recorded_at timestamptz not null,
    id uuid not null,
    stream_id integer not null,
    version integer not null,
    type_id integer not null,
    body json not null,
    metadata json,
    constraint position_is_unique primary key (position) with (fillfactor = 100),
    constraint stream_version_is_unique unique (stream_id, version) with (fillfactor = 100)
);

-- Half the size of an index of the ids themselves. Of a hundred million events two share a hash with a chance of 1 in
-- 3,700; the second would be refused, never be taken for the first.
create unique index event_id_is_unique on briefings.events (uuid_hash_extended(id, 0));
