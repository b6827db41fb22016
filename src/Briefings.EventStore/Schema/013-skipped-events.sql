-- Events that somebody has decided a projection is to do without. A rebuild of the same version does without them too.
create table briefings.skipped_events (
    name text collate "C" not null,
    version integer not null,
    position bigint not null,
    error text not null,
    reason text not null,
    skipped_by text not null,
    skipped_at timestamptz not null,
    constraint event_is_skipped_once primary key (name, version, position)
);
