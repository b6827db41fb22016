-- Who packed which partition of the log, when, why and where to: once more each time.
create table briefings.archived_partitions (
    first bigint not null,
    archived_at timestamptz not null,
    archived_by text not null,
    reason text not null,
    tablespace text not null,
    bytes_before bigint not null,
    bytes_after bigint not null,
    constraint archiving_is_on_record_once primary key (first, archived_at)
);
