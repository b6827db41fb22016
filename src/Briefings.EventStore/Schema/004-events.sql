-- The log. The body is json, not jsonb: its bytes are what the hash chain covers, so they stay as they were written.
create table briefings.events (
    position bigint not null,
    stream_id bigint not null,
    version bigint not null,
    recorded_at timestamptz not null,
    id uuid not null,
    type_id integer not null,
    body json not null,
    causation text,
    correlation text,
    actor text,
    constraint position_is_unique primary key (position),
    constraint stream_version_is_unique unique (stream_id, version),
    constraint event_id_is_unique unique (id)
);
